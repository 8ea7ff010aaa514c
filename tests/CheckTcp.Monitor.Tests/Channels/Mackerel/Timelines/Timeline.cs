using System.Globalization;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Tests.Storage;
using CheckTcp.TestSupport;
using CheckTcp.TestSupport.Mackerel;
using CheckTcp.TestSupport.Mackerel.Faults;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>A daemon and Mackerel over simulated time, in seconds since the start: what runs when, what breaks, who is killed; and what
/// the server has seen of it.</summary>
internal sealed class Timeline : IAsyncDisposable
{
    /// <summary>The limits of a stop, as the daemon sets them.</summary>
    private static readonly TimeSpan ForReports = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ForStatus = TimeSpan.FromSeconds(3.5);

    private readonly TemporaryFolder _folder;
    private readonly MonitorConfiguration _configuration;
    private string _store;
    private SimulatedMonitor? _monitor;
    private int _copies;

    private Timeline(TemporaryFolder folder, SimulatedTime time, MackerelStandIn server, MonitorConfiguration configuration)
    {
        (_folder, Time, Server, _configuration) = (folder, time, server, configuration);
        _store = _folder / "history.db";
        Start = time.GetUtcNow();
    }

    public DateTimeOffset Start { get; }

    public SimulatedTime Time { get; }

    public MackerelStandIn Server { get; }

    public StoredEntries Stored { get; } = new();

    public SimulatedMonitor Monitor => _monitor!;

    public double Now => (Time.GetUtcNow() - Start).TotalSeconds;

    /// <summary>Requests with reports, as in <c>84.2 [ftp OK, db-7/tcp CRITICAL] 503</c>: when, what, and what became of it unless it was
    /// accepted.</summary>
    public IEnumerable<string> Sent => Server.Record.Requests.Where(request => request.Checks.Count > 0).Select(Line);

    /// <summary>Notifications, as in <c>180 tcp Opened CRITICAL</c>.</summary>
    public IEnumerable<string> Told => Server.Record.Notifications.Select(told => string.Create(
        CultureInfo.InvariantCulture, $"{(told.At - Start).TotalSeconds:0.##} {told.Check} {told.Kind} {told.Status}"));

    /// <summary>The reports that the server took, as in <c>120 tcp CRITICAL</c>.</summary>
    public IEnumerable<string> Accepted => Server.Record.Reports.Select(report => string.Create(
        CultureInfo.InvariantCulture, $"{(report.OccurredAt - Start).TotalSeconds:0.##} {report.Check} {report.Status}"));

    /// <summary>This host at the server.</summary>
    public string ThisHost => Monitor.Reporter.Host!.Id!;

    /// <summary>A daemon that has just started, and a server that knows its host.</summary>
    public static Task<Timeline> BeginAsync(params CheckDefinition[] checks) => BeginAsync(new TimelineTerms(), checks);

    /// <inheritdoc cref="BeginAsync(CheckDefinition[])"/>
    public static async Task<Timeline> BeginAsync(TimelineTerms terms, params CheckDefinition[] checks)
    {
        SimulatedTime time = new(Entries.Noon);
        MackerelStandIn server = await MackerelStandIn.StartAsync(time);
        return await BeginAsync(terms, time, server, checks);
    }

    /// <inheritdoc cref="BeginAsync(CheckDefinition[])"/>
    public static async Task<Timeline> BeginAsync(TimelineTerms terms, SimulatedTime time, MackerelStandIn server, CheckDefinition[] checks)
    {
        TemporaryFolder folder = new();
        MonitorConfiguration configuration = new()
        {
            Checks = [.. checks],
            Agent = new AgentSettings
            {
                ApiKey = MackerelStandIn.ApiKey,
                ApiBase = server.Address.ToString(),
                Root = folder / "root",
                HttpProxy = "direct",
                StatusOnStop = terms.StatusOnStop,
            },
            Monitor = new MonitorSettings { Reports = new ReportSettings { IgnoreFigures = terms.IgnoreFigures } },
        };
        Timeline timeline = new(folder, time, server, configuration);
        await timeline.StartMonitorAsync(terms.HasLoops);
        return timeline;
    }

    /// <summary>The daemon starts, on the files that the one before it left.</summary>
    public async Task StartMonitorAsync(bool loops = false)
    {
        int before = Server.Record.Requests.Count;
        await BeginMonitorAsync(loops);
        await Monitor.UntilHostIsKnownAsync();
        await Server.UntilAsync(record => record.Requests.Skip(before).Any(request => request is { Method: "PUT", Outcome: not RequestOutcome.Pending }));
    }

    /// <summary>The daemon starts while Mackerel cannot be reached.</summary>
    public async Task BeginMonitorAsync(bool loops = false)
    {
        _monitor = new SimulatedMonitor(_configuration, _store, Time, Server, Stored);
        await (loops ? _monitor.StartWithLoopsAsync() : _monitor.StartAsync());
    }

    /// <summary>At that second a check runs.</summary>
    public async Task RunAsync(double second, string check, Status status, string message = "text")
    {
        await UntilAsync(second);
        await Monitor.RunAsync(check, status, message);
        await Monitor.StepAsync();
    }

    /// <summary>At that second checks run, as at the end of one interval.</summary>
    public async Task RunAllAsync(double second, params (string Check, Status Status, string Message)[] runs)
    {
        await UntilAsync(second);
        foreach ((string check, Status status, string message) in runs)
        {
            await Monitor.RunUnstoredAsync(check, status, message);
        }

        await Monitor.FlushAsync();
        await Monitor.StepAsync();
    }

    /// <summary>Lets time pass until that second.</summary>
    public async Task UntilAsync(double second)
    {
        DateTimeOffset end = Start.AddSeconds(second);
        while (true)
        {
            DateTimeOffset? next = await Monitor.StepAsync();
            DateTimeOffset now = Time.GetUtcNow();
            DateTimeOffset until = next < end ? next.Value : end;
            if (until <= now)
            {
                return;
            }

            Time.Advance(until - now);
        }
    }

    /// <summary>Reports are answered with this from now on.</summary>
    public Task BreakReportsAsync(Fault fault) => Server.BreakAsync(fault with { On = FaultScope.Reports });

    /// <summary>The daemon is killed.</summary>
    public async Task KillAsync()
    {
        await Monitor.KillAsync();
        _monitor = null;
    }

    /// <summary>The next commit is the last that outlives a kill: see <see cref="KillWithoutRemovalsAsync"/>.</summary>
    public async Task CopyAtNextCommitAsync()
    {
        await Monitor.UntilRemovedAsync();
        Stored.CopyAtNextCommit(_store, CopyOfStore());
    }

    /// <summary>The daemon is killed, and what left the queue after <see cref="CopyAtNextCommitAsync"/> is in it again.</summary>
    public async Task KillWithoutRemovalsAsync()
    {
        await KillAsync();
        _store = CopyOfStore();
        _copies++;
    }

    /// <summary>The daemon stops in order, and its lanes with it.</summary>
    public async Task StopAsync()
    {
        DateTimeOffset limit = Time.GetUtcNow() + ForReports;
        await Monitor.BeginToStopAsync();
        DateTimeOffset? next = await Monitor.StepAsync();
        while (!Monitor.HasStopped && Time.GetUtcNow() < limit)
        {
            Time.Advance((next < limit ? next.Value : limit) - Time.GetUtcNow());
            next = await Monitor.StepAsync();
        }

        if (Monitor.HasStopped)
        {
            await Monitor.StopAsync(CancellationToken.None, CancellationToken.None);
        }
        else
        {
            await Monitor.KillAsync(); // whatever is under way is given up; all that was to be stored is
        }

        _monitor = null;
    }

    /// <summary>The daemon with its own loops stops in order; its limits run on the simulated clock.</summary>
    public async Task StopWithLoopsAsync()
    {
        using var forReports = new CancellationTokenSource(ForReports, Time);
        using var forStatus = new CancellationTokenSource(ForStatus, Time);
        await Monitor.StopAsync(forReports.Token, forStatus.Token);
        _monitor = null;
    }

    /// <summary>A host with a custom identifier is registered at the server.</summary>
    /// <returns>The server's id of it.</returns>
    public async Task<string> AddHostAsync(string identifier)
    {
        await Server.ActByHandAsync("POST", "/api/v0/hosts", $$"""{"name":"{{identifier}}","meta":{},"customIdentifier":"{{identifier}}"}""");
        return Server.Record.Hosts.Last(host => host.CustomIdentifier == identifier).Id;
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Ends all but the server.</summary>
    public async Task EndAsync()
    {
        if (_monitor is not null)
        {
            await KillAsync();
        }

        _folder.Dispose();
    }

    private string CopyOfStore() => _folder / $"history{_copies}.db";

    private string Line(RecordedRequest request)
    {
        IEnumerable<string> reports = request.Json().GetProperty("reports").EnumerateArray().Select(report =>
            $"{PrefixOf(report.GetProperty("source").GetProperty("hostId").GetString())}{report.GetProperty("name")} {report.GetProperty("status")}");
        string outcome = request switch
        {
            { Outcome: RequestOutcome.Answered, Status: 200, ActedOnAt: not null } => "",
            { Outcome: RequestOutcome.Answered, Status: 200 } => " not taken",
            { Outcome: RequestOutcome.Answered } => $" {request.Status}",
            _ => $" {request.Outcome}",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(request.At - Start).TotalSeconds:0.##} [{string.Join(", ", reports)}]{outcome}");
    }

    private string PrefixOf(string? hostId) =>
        Server.Record.Hosts.Find(host => host.Id == hostId) is { CustomIdentifier: { } identifier } ? $"{identifier}/" : "";
}
