using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Channels.Mackerel.Sending;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Channels.Mackerel;

/// <summary>All that the daemon has to do with Mackerel: this host is known there, and what is queued arrives. Without an <c>apikey</c> it
/// does nothing.</summary>
internal sealed class Reporter : IAsyncDisposable
{
    private static readonly ApiFailure NoKey = new(ApiFailureKind.Refused, "the configuration has no apikey, or report = false, any more");

    /// <summary>Why, the log and the status tell with the host.</summary>
    private static readonly ApiFailure NotKnownYet = new(ApiFailureKind.Unavailable, "this host is not known to Mackerel yet");

    private readonly HostIdFile _idFile;
    private readonly Func<MachineFacts> _machine;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _logs;
    private readonly CustomIdentifiers _identifiers;
    private readonly ReportSender _sender;
    private readonly CancellationTokenSource _ended = new();
    private volatile Account? _account;
    private Task _closing = Task.CompletedTask;
    private Task _tryingWhenKnown = Task.CompletedTask;

    /// <param name="queue">Where reports wait.</param>
    /// <param name="reportAnew">A report of this check was given up: whatever its next run says is news.</param>
    /// <param name="idFile">Where the id of this host is kept.</param>
    /// <param name="machine">Asks what this machine is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logs">The log.</param>
    public Reporter(
        HistoryWriter queue, Action<string> reportAnew, HostIdFile idFile, Func<MachineFacts> machine, TimeProvider time, ILoggerFactory logs)
    {
        (_idFile, _machine, _time, _logs) = (idFile, machine, time, logs);
        _identifiers = new CustomIdentifiers(time, logs.CreateLogger<CustomIdentifiers>());
        _sender = new ReportSender(
            queue, new SendingEdges(FindHostAsync, ForgetHost, PostAsync, reportAnew), time, logs.CreateLogger<ReportSender>());
    }

    /// <summary>How this host stands at Mackerel; <c>null</c> without an <c>apikey</c>.</summary>
    public HostCondition? Host => _account?.Host.Condition;

    /// <summary>How the reports fare.</summary>
    public SendingFigures Figures => _sender.Figures;

    /// <summary>The lanes of the sender, one a host.</summary>
    internal IEnumerable<ReportLane> Lanes => _sender.Lanes;

    /// <summary>Completes when this host is known, and what waited for that is tried.</summary>
    internal Task TryingWhenKnown => _tryingWhenKnown;

    /// <inheritdoc cref="ReportSender.Restore"/>
    public void Restore(StoredReports stored) => _sender.Restore(stored);

    /// <inheritdoc cref="ReportSender.Take"/>
    public void Take(IReadOnlyList<HistoryEntry> entries) => _sender.Take(entries);

    /// <summary>Makes this host known to Mackerel.</summary>
    /// <exception cref="StartException">Mackerel refuses the key, or does not know this host.</exception>
    public async Task ConnectAsync(MonitorConfiguration configuration, CancellationToken cancellation)
    {
        if (configuration.IsReported)
        {
            Account account = Open(configuration, new MackerelApi(ApiSettings.Of(configuration.Agent), _time));
            await account.Host.StartAsync(account.Terms, cancellation);
            _account = account;
            _tryingWhenKnown = TryWhenKnownAsync(account.Host);
        }
    }

    /// <summary>Begins to send what is queued.</summary>
    public void Start() => _sender.Start();

    /// <summary>Takes over a configuration.</summary>
    public void Apply(MonitorConfiguration configuration)
    {
        Account? before = _account;
        if (!configuration.IsReported)
        {
            _account = null;
            _closing = Task.WhenAll(_closing, CloseAsync(before));
            return;
        }

        var settings = ApiSettings.Of(configuration.Agent);
        bool isSame = before?.Terms.Api.Settings == settings;
        Account account = Open(configuration, isSame ? before!.Terms.Api : new MackerelApi(settings, _time), before?.Host);
        _account = account;
        if (before is null)
        {
            account.Host.Begin(account.Terms);
            _tryingWhenKnown = TryWhenKnownAsync(account.Host);
        }
        else
        {
            account.Host.Apply(account.Terms);
        }

        if (!isSame)
        {
            before?.Terms.Api.Dispose();
        }

        _identifiers.AskAgain();
        _sender.TryNow();
    }

    /// <summary>Sends what waits, once, and then tells Mackerel that this host stops. What cannot be delivered waits for the next start.</summary>
    /// <param name="forReports">Ends the first.</param>
    /// <param name="forStatus">Ends the second.</param>
    public async Task StopAsync(CancellationToken forReports, CancellationToken forStatus)
    {
        await _sender.EndAsync(forReports);
        if (_account is { } account)
        {
            await account.Host.StopAsync(forStatus);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _closing;
        _sender.Dispose();
        _account?.Host.Dispose();
        _account?.Terms.Api.Dispose();
        _ended.Dispose();
    }

    private Account Open(MonitorConfiguration configuration, MackerelApi api, OwnHost? host = null) => new(
        host ?? new OwnHost(_idFile, _time, _logs.CreateLogger<OwnHost>()),
        new HostTerms(
            api, () => HostDescription.Of(configuration, _machine()), configuration.Agent.StatusOnStart, configuration.Agent.StatusOnStop));

    private static async Task CloseAsync(Account? account)
    {
        if (account is not null)
        {
            await account.Host.EndAsync(new CancellationToken(canceled: true));
            account.Host.Dispose();
            account.Terms.Api.Dispose();
        }
    }

    private async Task TryWhenKnownAsync(OwnHost host)
    {
        try
        {
            await host.IdAsync(_ended.Token);
            _sender.TryNow();
        }
        catch (OperationCanceledException)
        {
            // The program ends before that.
        }
    }

    private async Task<ApiAnswer<string>> FindHostAsync(string? identifier, CancellationToken cancellation)
    {
        if (_account is not { } account)
        {
            return NoKey;
        }

        if (identifier is null)
        {
            return account.Host.Condition.Id is { } ours ? ours : NotKnownYet;
        }

        ApiAnswer<FoundHost> found = await _identifiers.FindAsync(account.Terms.Api, identifier, cancellation);
        return !found.Succeeded ? found.Failure
            : found.Value.Id is { } id ? id
            : new ApiFailure(
                ApiFailureKind.Missing, $"no host has the custom identifier {identifier}: register that host, or mend custom_identifier");
    }

    private void ForgetHost(string? identifier)
    {
        if (identifier is not null)
        {
            _identifiers.Forget(identifier);
        }
        else if (_account is { } account)
        {
            account.Host.Apply(account.Terms); // finds out what is the matter with it, and says so
        }
    }

    private async Task<ApiFailure?> PostAsync(IReadOnlyList<CheckReport> reports, CancellationToken cancellation) =>
        _account is { } account ? (await account.Terms.Api.PostReportsAsync(reports, cancellation)).Failure : NoKey;

    /// <summary>Under a key.</summary>
    private sealed record Account(OwnHost Host, HostTerms Terms);
}
