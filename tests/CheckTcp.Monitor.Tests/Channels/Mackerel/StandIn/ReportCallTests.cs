using System.Text.Json;
using System.Text.Json.Nodes;
using CheckTcp.TestSupport.Mackerel.Api;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.StandIn;

public class ReportCallTests
{
    [Fact]
    public void Good_reports_are_taken()
    {
        var api = new CalledApi();

        ApiReply reply = api.Report(api.Valid("a"), api.Valid("b", "UNKNOWN", ",\"maxCheckAttempts\":2,\"notificationInterval\":10"));

        Assert.Equal(new ApiReply(200, """{"success":true}"""), reply);
        Assert.Equal([("a", 1, null), ("b", 2, 10)], api.Book.Reports.Select(report => (report.Check, report.MaxCheckAttempts, report.NotificationInterval)));
        Assert.Equal(["a", "b"], api.Book.Checks.Keys.Select(check => check.Name).Order());
    }

    [Theory]
    [InlineData(100, 200)]
    [InlineData(101, 400)]
    public void A_request_brings_a_hundred_reports_at_most(int count, int status)
    {
        var api = new CalledApi();

        Assert.Equal(status, api.Report([.. Enumerable.Range(0, count).Select(i => api.Valid($"c{i}"))]).Status);
        Assert.Equal(status == 200 ? count : 0, api.Book.Reports.Count);
    }

    [Theory]
    [InlineData("name", null)]
    [InlineData("name", "\"\"")]
    [InlineData("name", "1")]
    [InlineData("status", null)]
    [InlineData("status", "\"ok\"")]
    [InlineData("status", "\"ERROR\"")]
    [InlineData("message", null)]
    [InlineData("message", "{}")]
    [InlineData("occurredAt", null)]
    [InlineData("occurredAt", "\"1795438091\"")]
    [InlineData("occurredAt", "1795438091.5")]
    [InlineData("occurredAt", "-1")]
    [InlineData("occurredAt", "9223372036854775807")]
    [InlineData("maxCheckAttempts", "0")]
    [InlineData("maxCheckAttempts", "11")]
    [InlineData("maxCheckAttempts", "\"2\"")]
    [InlineData("notificationInterval", "-1")]
    [InlineData("notificationInterval", "1.5")]
    [InlineData("source", null)]
    [InlineData("source", "\"host0000001\"")]
    [InlineData("source", """{"type":"service","hostId":"host0000001"}""")]
    [InlineData("source", """{"type":"host"}""")]
    public void One_bad_report_has_all_of_them_refused(string member, string? value)
    {
        var api = new CalledApi();
        JsonObject bad = JsonNode.Parse(api.Valid("bad"))!.AsObject();
        bad.Remove(member);
        if (value is not null)
        {
            bad[member] = JsonNode.Parse(value);
        }

        ApiReply reply = api.Report(api.Valid("good"), bad.ToJsonString());

        Assert.Equal(400, reply.Status);
        Assert.NotEmpty(JsonElement.Parse(reply.Body).GetProperty("error").GetProperty("message").GetString()!);
        Assert.Empty(api.Book.Reports);
    }

    [Theory]
    [InlineData("x", 1024, 200)]
    [InlineData("x", 1025, 400)]
    [InlineData("\U0001F600", 1024, 200)] // code points, not UTF-16
    [InlineData("\U0001F600", 1025, 400)]
    public void A_message_has_1024_code_points_at_most(string letter, int length, int status)
    {
        var api = new CalledApi();
        JsonObject report = JsonNode.Parse(api.Valid("a"))!.AsObject();
        report["message"] = string.Concat(Enumerable.Repeat(letter, length));

        Assert.Equal(status, api.Report(report.ToJsonString()).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"reports":{}}""")]
    [InlineData("""{"reports":[1]}""")]
    [InlineData("""{"reports":[""")]
    public void Something_else_than_reports_is_refused(string body) =>
        Assert.Equal(400, new CalledApi().Call("POST", "/monitoring/checks/report", body).Status);

    [Fact]
    public void A_host_that_is_unknown_or_retired_is_not_found()
    {
        var api = new CalledApi();
        ApiReply unknown = api.Report(api.Valid("a"), api.Valid("b").Replace("host0000001", "host0000002", StringComparison.Ordinal));
        api.Call("POST", "/hosts/host0000001/retire", "{}");

        Assert.Equal(new ApiReply(404, """{"error":{"message":"Host Not Found."}}"""), unknown);
        Assert.Equal(404, api.Report(api.Valid("a")).Status);
        Assert.Empty(api.Book.Reports);
    }
}
