using System.Text.Json.Nodes;
using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>Calls about alerts.</summary>
internal sealed class AlertCalls(MonitoringBook book)
{
    /// <summary>Newest first, and from those that are older than <c>nextId</c>.</summary>
    public ApiReply List(ApiCall call)
    {
        bool withClosed = call.Query.TryGetValue("withClosed", out var given) && given == "true";
        int limit = call.Limit();
        int before = call.NextPlace(book.Alerts.Select(alert => alert.Id)) ?? book.Alerts.Count;
        ServerAlert[] found = [.. book.Alerts.Take(before).Reverse().Where(alert => withClosed || alert.IsOpen).Take(limit + 1)];
        JsonObject answer = new() { ["alerts"] = new JsonArray([.. found.Take(limit).Select(One)]) };
        if (found.Length > limit)
        {
            answer["nextId"] = found[limit - 1].Id;
        }

        return ApiReply.Of(answer);
    }

    public ApiReply Show(string id) => ApiReply.Of(One(Known(id)));

    public ApiReply Close(ApiCall call, string id)
    {
        string reason = call.Json().Text("reason");
        ServerAlert alert = Known(id);
        return ApiReply.Of(One(alert.IsOpen ? book.CloseByHand(alert, reason, call.At) : alert));
    }

    private static JsonObject One(ServerAlert alert)
    {
        JsonObject json = new()
        {
            ["id"] = alert.Id,
            ["status"] = alert.Status,
            ["monitorId"] = alert.MonitorId,
            ["type"] = "check",
            ["hostId"] = alert.HostId,
            ["message"] = alert.Message,
            ["openedAt"] = alert.OpenedAt.ToUnixTimeSeconds(),
        };
        if (alert.Reason is { } reason)
        {
            json["reason"] = reason;
        }

        if (alert.ClosedAt is { } closedAt)
        {
            json["closedAt"] = closedAt.ToUnixTimeSeconds();
        }

        return json;
    }

    private ServerAlert Known(string id) =>
        book.Alerts.Find(alert => alert.Id == id) ?? throw new CallRefusedException(404, "Alert Not Found.");
}
