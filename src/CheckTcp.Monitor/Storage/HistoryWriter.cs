using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Storage;

/// <summary>Writes the history in the background: adding never waits for a disk, and never fails.</summary>
/// <remarks>A thread of its own, since SQLite and the disk block, and the pool's few threads have sockets to serve.</remarks>
internal sealed class HistoryWriter : IHostedService, IDisposable
{
    /// <summary>How long results wait for others to share their commit.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    /// <summary>A disk that has not answered for so long hangs; SQLite itself waits for a lock for five seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(7);

    private const long Idle = long.MinValue;

    private readonly TimeProvider _time;
    private readonly Inbox _inbox = new();
    private readonly ReportsInMemory _memory;
    private readonly Telling _telling;
    private readonly StoreWriting _writing;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _window;
    private long _busySince = Idle;
    private long _seenBusySince = Idle;
    private int _looksAtSame;
    private bool _started;
    private volatile bool _stopping;

    /// <param name="path">The file; its folder is held by us (see <see cref="DataDirectory"/>).</param>
    /// <param name="stored">Is told of each entry once: after it was committed, or when it has to be held because the store cannot be
    /// written. On the writer's thread; it neither blocks nor throws.</param>
    /// <param name="time">The clock, for the window, the retries and the retention.</param>
    /// <param name="logger">Is told once of each condition.</param>
    /// <param name="directory">The folder, to be taken anew when somebody moves it; <c>null</c> when it stays where it is.</param>
    /// <param name="known">What the daemon has in memory, to go on from in a store that is begun anew.</param>
    public HistoryWriter(
        string path, Action<IReadOnlyList<HistoryEntry>> stored, TimeProvider time, ILogger<HistoryWriter> logger,
        DataDirectory? directory = null, Func<StoredState?>? known = null)
    {
        _time = time;
        HeldReports held = new();
        _memory = new ReportsInMemory(held);
        _telling = new Telling(path, stored, _inbox, _memory, time, logger);
        _writing = new StoreWriting(path, _telling.Tell, held, time, logger, directory, known) { Progressed = Begin };
    }

    /// <summary>How long what is kept; may change at any time.</summary>
    public Retention Retention { get => _writing.Retention; set => _writing.Retention = value; }

    /// <summary>Whether the store can be written, and what waits if it cannot.</summary>
    public StoreCondition Condition => _telling.Hanging ?? _writing.Condition;

    /// <summary>Whether its thread is at work now, be it in a disk that does not answer.</summary>
    internal bool IsBusy => Volatile.Read(ref _busySince) != Idle;

    /// <summary>What a start goes on from. Called once, before <see cref="StartAsync"/>; opens the store.</summary>
    /// <remarks>A store that cannot be written is read as it lies. One that does not exist and cannot be made counts as empty.</remarks>
    /// <exception cref="StoreException">It can neither be written nor read, or is not for this program.</exception>
    public StoredState LoadState() => _writing.LoadState();

    /// <summary>Hands over an entry, from any thread.</summary>
    public void Add(HistoryEntry entry) => _inbox.Add(entry);

    /// <summary>Completes when all that was added before was committed, or has to be held; a store that cannot be written is tried
    /// again, and a disk that hangs is not waited for.</summary>
    public Task FlushAsync(CancellationToken cancellation) => _inbox.Flush().WaitAsync(cancellation);

    /// <summary>The oldest reports that wait for a host; those that have waited too long are dropped first. While the disk hangs they are
    /// those that are in memory.</summary>
    /// <param name="host">Its custom identifier; <c>null</c> for this one.</param>
    /// <param name="most">How many are wanted.</param>
    /// <param name="tooOld">Reports of this time, in seconds since 1970, and before it are dropped.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public Task<ReportBatch> NextReportsAsync(string? host, int most, long tooOld, CancellationToken cancellation)
    {
        ReportRequest request = new(host, most, tooOld);
        _inbox.Ask(new Question(request.AnswerFrom, request.AnswerFrom));
        return request.Answer.WaitAsync(cancellation);
    }

    /// <summary>The time of the oldest report that waits, in seconds since 1970; <c>null</c> when none does.</summary>
    public Task<long?> OldestReportAsync(CancellationToken cancellation)
    {
        TaskCompletionSource<long?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _inbox.Ask(new Question(writing => answer.SetResult(writing.OldestReport)));
        return answer.Task.WaitAsync(cancellation);
    }

    /// <summary>These reports have arrived, or never will. Their removal may be undone by a loss of power.</summary>
    public void RemoveReports(IReadOnlyList<long> ids)
    {
        IReadOnlyList<OutgoingReport> overtaking = _memory.Arrived(ids);
        _inbox.Ask(new Question(writing =>
        {
            writing.RemoveReports(ids, overtaking);
            _memory.Forget(ids);
        }));
    }

    /// <summary>Writes what was added, or holds it, and answers what was asked.</summary>
    public void Step()
    {
        (List<HistoryEntry> entries, bool isAwaited, long dropped) = _inbox.Take();
        _writing.Write(entries, dropped, atOnce: isAwaited);
        _inbox.EndFlushes(all: false);
        _inbox.Answer(_writing);
    }

    /// <summary>Does a slice of what keeps the store small, some 20 ms.</summary>
    /// <returns><c>false</c> when there is nothing more to do for now.</returns>
    public bool Tidy() => _writing.Tidy();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _started = true;
        _window = _time.CreateTimer(_ => EndWindow(), null, Window, Window);
        new Thread(Run) { IsBackground = true, Name = "history" }.Start();
        return Task.CompletedTask;
    }

    /// <summary>Writes what was added and closes the store; for no longer than the given time.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!_started)
        {
            return;
        }

        _stopping = true;
        _inbox.Wake();
        try
        {
            await _ended.Task.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            _writing.TellWhatIsLost(Condition);
        }
    }

    public void Dispose()
    {
        _window?.Dispose();

        // A thread that hangs in a disk that does not answer still uses them.
        if (!_started || _ended.Task.IsCompleted)
        {
            _writing.Dispose();
            _inbox.Dispose();
        }
    }

    private void Run()
    {
        while (!_stopping)
        {
            Begin();
            if (_inbox.IsDue)
            {
                Step();
            }
            else
            {
                _inbox.Answer(_writing);
            }

            bool isTidy = !Tidy();
            Volatile.Write(ref _busySince, Idle);
            _telling.Answered();
            if (isTidy && !_stopping)
            {
                _inbox.Wait();
            }
        }

        Task flushed = _inbox.Flush();
        while (!flushed.IsCompleted)
        {
            Step();
        }

        _writing.TellWhatIsLost(Condition);
        _writing.Dispose();
        _ended.SetResult();
    }

    private void Begin() => Volatile.Write(ref _busySince, _time.GetTimestamp());

    /// <summary>On the clock's thread: that which writes may hang. The looks are counted, since a pause of this process or its machine lets time
    /// pass, too, but not them.</summary>
    private void EndWindow()
    {
        _inbox.Wake();
        long since = Volatile.Read(ref _busySince);
        _looksAtSame = since == _seenBusySince ? _looksAtSame + 1 : 1;
        _seenBusySince = since;
        if (since != Idle && _looksAtSame * Window >= Patience && _time.GetElapsedTime(since) is var elapsed && elapsed >= Patience)
        {
            _telling.TellAhead(elapsed);
            _inbox.EndFlushes(all: true);
            _inbox.Answer(_memory);
        }
    }
}
