using CheckTcp.TestSupport.Mackerel.Monitoring;

namespace CheckTcp.TestSupport.Mackerel.Api;

/// <summary>Answers the calls of an agent, without transport and clock; one at a time.</summary>
/// <param name="book">What the server knows.</param>
/// <param name="keys">Who may call.</param>
public sealed class MackerelApi(MonitoringBook book, ApiKeys keys)
{
    private readonly HostCalls _hosts = new(book);
    private readonly ReportCalls _reports = new(book);
    private readonly AlertCalls _alerts = new(book);
    private readonly CheckCalls _checks = new(book);

    public ApiReply Answer(ApiCall call)
    {
        try
        {
            keys.Check(call);
            return Route(call);
        }
        catch (CallRefusedException refused)
        {
            return ApiReply.Error(refused.Status, refused.Message);
        }
    }

    private ApiReply Route(ApiCall call) => (call.Method, call.Segments) switch
    {
        ("POST", ["hosts"]) => _hosts.Create(call),
        ("GET", ["hosts"]) => _hosts.List(call),
        ("GET", ["hosts", var id]) => _hosts.Show(id),
        ("PUT", ["hosts", var id]) => _hosts.Change(call, id),
        ("POST", ["hosts", var id, "status"]) => _hosts.SetStatus(call, id),
        ("POST", ["hosts", var id, "retire"]) => _hosts.Retire(call, id),
        ("GET", ["hosts-by-custom-identifier", var identifier]) => _hosts.ShowByCustomIdentifier(call, identifier),
        ("POST", ["monitoring", "checks", "report"]) => _reports.Take(call),
        ("GET", ["monitoring", "checks"]) => _checks.List(call),
        ("GET", ["monitoring", "checks", var id]) => _checks.Show(id),
        ("GET", ["alerts"]) => _alerts.List(call),
        ("GET", ["alerts", var id]) => _alerts.Show(id),
        ("POST", ["alerts", var id, "close"]) => _alerts.Close(call, id),
        _ => ApiReply.Error(404, "Not Found."),
    };
}
