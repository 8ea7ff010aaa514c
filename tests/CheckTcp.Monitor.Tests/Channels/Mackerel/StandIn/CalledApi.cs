using System.Text.Json;
using CheckTcp.TestSupport.Mackerel.Api;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.StandIn;

/// <summary>The stand-in's API without a network, with the host <c>host0000001</c>.</summary>
internal sealed class CalledApi
{
    private readonly MackerelApi _api;

    public CalledApi()
    {
        _api = new MackerelApi(Book, new ApiKeys("k", "r"));
        Call("POST", "/hosts", """{"name":"vm","meta":{}}""");
    }

    public MonitoringBook Book { get; } = new();

    public DateTimeOffset Now { get; set; } = PlayedBook.Start;

    public ApiReply Call(string method, string target, string body = "", string? key = "k") =>
        _api.Answer(new ApiCall(method, $"/api/v0{target}", key, body, Now));

    public ApiReply Report(params string[] reports) =>
        Call("POST", "/monitoring/checks/report", $$"""{"reports":[{{string.Join(',', reports)}}]}""");

    public JsonElement Json(string method, string target, string body = "")
    {
        ApiReply reply = Call(method, target, body);
        Assert.Equal(200, reply.Status);
        return JsonElement.Parse(reply.Body);
    }

    /// <summary>A report of now.</summary>
    public string Bad(string check) => Valid(check, "CRITICAL");

    /// <inheritdoc cref="Bad"/>
    public string Valid(string check, string status = "OK", string more = "") => $$"""
        {"source":{"type":"host","hostId":"host0000001"},"name":"{{check}}","status":"{{status}}","message":"m","occurredAt":{{Now.ToUnixTimeSeconds()}}{{more}}}
        """;
}
