using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Sending;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Tests.Storage;
using CheckTcp.TestSupport;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Sending;

/// <summary>A sender over a real store, and an API that a test plays. Its lanes are driven step by step, so that time passes only where the
/// test lets it.</summary>
internal sealed class SenderSession : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _path;
    private readonly bool _runs;
    private long _lastId;

    /// <param name="path">A store that lies there; <c>null</c> for a new one.</param>
    /// <param name="runs">The lanes run by themselves.</param>
    /// <param name="time">The clock.</param>
    public SenderSession(string? path = null, bool runs = false, FakeTimeProvider? time = null)
    {
        _path = path ?? _folder / "history.db";
        _runs = runs;
        Time = time ?? new FakeTimeProvider(Entries.Noon);
        Queue = new HistoryWriter(_path, entries => Sender!.Take(entries), Time, new LogRecording());
        Sender = new ReportSender(
            Queue, new SendingEdges(FindHostAsync, Forgotten.Add, PostAsync, ReportedAnew.Add), Time, Log);
        StoredReports stored = Queue.LoadState().Reports;
        _lastId = stored.LastId;
        Sender.Restore(stored);
        Queue.StartAsync(Cancellation);
        if (runs)
        {
            Sender.Start();
        }
    }

    public FakeTimeProvider Time { get; }

    public HistoryWriter Queue { get; }

    public ReportSender Sender { get; }

    public LogRecording Log { get; } = new();

    /// <summary>Reports in each request, in order.</summary>
    public List<(DateTimeOffset At, CheckReport[] Reports)> Requests { get; } = [];

    public List<string?> Forgotten { get; } = [];

    public List<string> ReportedAnew { get; } = [];

    /// <summary>Hosts that are not known, by custom identifier.</summary>
    public HashSet<string> Missing { get; } = [];

    /// <summary>What the API makes of a request; accepted by default.</summary>
    public Func<CheckReport[], CancellationToken, Task<ApiFailure?>> Api { get; set; } = (_, _) => Task.FromResult<ApiFailure?>(null);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Queues reports, and waits until they are stored.</summary>
    public Task AddAsync(int count, bool urgent = false, string? host = null, string check = "db") =>
        AddAsync(Enumerable.Range(0, count).Select(i => (host, count == 1 ? check : $"{check}{i}", urgent)));

    public async Task AddAsync(IEnumerable<(string? Host, string Check, bool Urgent)> reports)
    {
        foreach ((string? host, string check, bool urgent) in reports)
        {
            Queue.Add(new HistoryEntry(check)
            {
                Outgoing = new OutgoingReport(++_lastId, host, check, Status.Critical, "bad", Time.GetUtcNow().ToUnixTimeSeconds())
                {
                    IsUrgent = urgent,
                },
            });
        }

        await Queue.FlushAsync(Cancellation);
    }

    /// <summary>Lets so much time pass, and the lanes do what is due in it.</summary>
    public async Task PassAsync(double seconds)
    {
        DateTimeOffset end = Time.GetUtcNow().AddSeconds(seconds);
        while (true)
        {
            TimeSpan left = end - Time.GetUtcNow();
            TimeSpan next = await StepAsync() is { } wait && wait < left ? wait : left;
            if (next <= TimeSpan.Zero)
            {
                return;
            }

            Time.Advance(next);
        }
    }

    /// <summary>Has the lanes do what is due now.</summary>
    /// <returns>When something is due next; <c>null</c> for never.</returns>
    public async Task<TimeSpan?> StepAsync()
    {
        TimeSpan? next = null;
        foreach (ReportLane lane in Sender.Lanes)
        {
            TimeSpan? wait;
            do
            {
                wait = await lane.StepAsync(Cancellation);
            }
            while (wait == TimeSpan.Zero);

            next = wait is null || wait == Timeout.InfiniteTimeSpan || wait > next ? next : wait;
        }

        return next;
    }

    public async ValueTask DisposeAsync()
    {
        if (_runs)
        {
            await Sender.EndAsync(new CancellationToken(canceled: true));
        }

        await Queue.StopAsync(CancellationToken.None);
        Sender.Dispose();
        Queue.Dispose();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    private Task<ApiAnswer<string>> FindHostAsync(string? host, CancellationToken cancellation) => Task.FromResult<ApiAnswer<string>>(
        host is not null && Missing.Contains(host) ? new ApiFailure(ApiFailureKind.Missing, $"no host {host}") : $"id-of-{host ?? "this"}");

    private Task<ApiFailure?> PostAsync(IReadOnlyList<CheckReport> reports, CancellationToken cancellation)
    {
        lock (Requests)
        {
            Requests.Add((Time.GetUtcNow(), [.. reports]));
        }

        return Api([.. reports], cancellation);
    }
}
