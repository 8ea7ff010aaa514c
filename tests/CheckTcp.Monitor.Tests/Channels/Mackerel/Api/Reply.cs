using System.Text;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Api;

/// <summary>What a test has the API answer.</summary>
internal sealed record Reply(int Status, byte[] Body, params (string Name, string Value)[] Headers)
{
    public static Reply Success { get; } = Json("""{"success":true}""");

    public static Reply Json(string body, int status = 200) => Text(body, status, ("Content-Type", "application/json"));

    public static Reply Text(string body, int status, params (string Name, string Value)[] headers) => new(status, Encoding.UTF8.GetBytes(body), headers);

    public static Reply Error(int status, string message) => Json($$$"""{"error":{"message":"{{{message}}}"}}""", status);

    public static Reply Id(string id) => Json($$"""{"id":"{{id}}"}""");

    public static Reply Host(string id, string status = "working", string more = "") =>
        Json($$$"""{"host":{"id":"{{{id}}}","name":"vm","status":"{{{status}}}"{{{more}}}}}""");
}
