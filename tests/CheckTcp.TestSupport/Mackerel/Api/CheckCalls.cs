using System.Text.Json.Nodes;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>Calls about the checks of all hosts.</summary>
internal sealed class CheckCalls(MonitoringBook book)
{
    /// <summary>From the one that is <c>nextId</c>.</summary>
    public ApiReply List(ApiCall call)
    {
        ServerCheck[] checks = [.. book.Checks.Values.OrderBy(check => check.MonitorId, StringComparer.Ordinal)];
        int limit = call.Limit();
        int from = call.NextPlace(checks.Select(check => check.MonitorId)) ?? 0;
        JsonObject answer = new() { ["checks"] = new JsonArray([.. checks.Skip(from).Take(limit).Select(One)]) };
        if (from + limit < checks.Length)
        {
            answer["nextId"] = checks[from + limit].MonitorId;
        }

        return ApiReply.Of(answer);
    }

    public ApiReply Show(string id) => book.Checks.Values.FirstOrDefault(check => check.MonitorId == id) is { } check
        ? ApiReply.Of(new JsonObject { ["check"] = One(check) }) : throw new CallRefusedException(404, "Check Not Found.");

    private static JsonObject One(ServerCheck check) => new() { ["id"] = check.MonitorId, ["name"] = check.Name };
}
