using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Scheduling;

/// <summary>Runs every check at its moments: none twice at a time, never more at once than allowed, and without a burst after a gap.</summary>
/// <param name="time">The clock of the moments.</param>
/// <param name="clock">Notices gaps in it.</param>
/// <param name="edges">What it calls.</param>
internal sealed class Scheduler(TimeProvider time, ClockWatch clock, SchedulerEdges edges) : IAsyncDisposable
{
    // Wakes are put together, since a wake for each check costs more than the check. Where many are due at a time they are started in
    // smaller groups, so that none waits for the others' packets and takes that for the server's response time.
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FineGrain = TimeSpan.FromMilliseconds(10);
    private const int ManyAtOnce = 16;

    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstRunWithin = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, ScheduledCheck> _checks = [];
    private readonly Timeline _timeline = new();
    private readonly ConcurrencyGate _gate = new(maxConcurrent: int.MaxValue, maxConcurrentPerTarget: int.MaxValue);
    private readonly LagWindow _lag = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _timer;
    private TimeSpan _grain = Grain;
    private ClockGaps _gaps;
    private long _steps;
    private long _started;
    private long _skipped;

    /// <summary>How it fares.</summary>
    public ScheduleFigures Figures
    {
        get
        {
            lock (_lock)
            {
                return new ScheduleFigures(_checks.Count, _gate.Running, _gate.Waiting, _started, _skipped, _lag.Figures());
            }
        }
    }

    /// <summary>How often it has looked for what is due; at least once a second while it makes progress.</summary>
    public long Steps => Interlocked.Read(ref _steps);

    /// <summary>Starts to run checks.</summary>
    public void Start()
    {
        lock (_lock)
        {
            _timer ??= time.CreateTimer(_ => Step(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>When the check is due next, or since when it is due; <c>null</c> when it is not scheduled.</summary>
    public DateTimeOffset? DueOf(string name)
    {
        lock (_lock)
        {
            return _checks.GetValueOrDefault(name)?.Due;
        }
    }

    /// <summary>Takes over a configuration. Checks that stay keep their moments, and runs under way go on.</summary>
    /// <param name="definitions">All checks that there are to be.</param>
    /// <param name="settings">The bounds on concurrency.</param>
    /// <param name="hasRun">Whether the history knows a run of the check. One that is new is first run within a minute, however long its
    /// interval is.</param>
    public void Apply(IReadOnlyCollection<CheckDefinition> definitions, MonitorSettings settings, Func<string, bool> hasRun)
    {
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            var gone = _checks.Keys.ToHashSet();
            foreach (CheckDefinition definition in definitions)
            {
                gone.Remove(definition.Name);
                Place(definition, now, hasRun);
            }

            foreach (string name in gone)
            {
                _checks[name].IsRemoved = true;
                _checks.Remove(name);
            }

            (_gate.MaxConcurrent, _gate.MaxConcurrentPerTarget) = (settings.MaxConcurrent, settings.MaxConcurrentPerTarget);
            Wake(TimeSpan.Zero);
        }
    }

    /// <summary>Starts what is due; the timer calls it again in time.</summary>
    internal void Step()
    {
        List<ScheduledCheck> starting = [];
        bool isWallClockSet = false;
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            ClockGaps gaps = clock.Look();
            if (gaps != _gaps)
            {
                isWallClockSet = gaps.OfWallClock != _gaps.OfWallClock;
                _gaps = gaps;
                StepOverGap(now);
            }

            while (_timeline.TryTake(now, out ScheduledCheck? check))
            {
                _gate.Enqueue(check);
            }

            LetThrough(now, starting);
            _grain = starting.Count > ManyAtOnce ? FineGrain : Grain;
            Wake((_timeline.Earliest ?? DateTimeOffset.MaxValue) - now);
        }

        Interlocked.Increment(ref _steps);
        if (isWallClockSet)
        {
            edges.WallClockSet();
        }

        // Here and now, since a thread for each costs more than its start.
        starting.ForEach(check => _ = RunAsync(check));
    }

    /// <summary>Starts no more, cancels what runs, and waits until it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
            _gate.MaxConcurrent = 0;
            EndIfIdle();
        }

        await _stop.CancelAsync();
        await _idle.Task;
        _stop.Dispose();
    }

    private void Place(CheckDefinition definition, DateTimeOffset now, Func<string, bool> hasRun)
    {
        if (!_checks.TryGetValue(definition.Name, out ScheduledCheck? check))
        {
            check = _checks[definition.Name] = new ScheduledCheck(definition);
            TimeSpan within = hasRun(definition.Name) || definition.Interval < FirstRunWithin ? definition.Interval : FirstRunWithin;
            _timeline.Put(check, Cadence.Of(definition.Name, within).NextAfter(now));
            return;
        }

        check.Definition = definition;
        var cadence = Cadence.Of(definition.Name, definition.Interval);
        if (cadence != check.Cadence)
        {
            check.Cadence = cadence;
            if (!check.IsTaken)
            {
                _timeline.Put(check, cadence.NextAfter(now));
            }
        }
    }

    private void StepOverGap(DateTimeOffset now)
    {
        foreach (ScheduledCheck check in _checks.Values.Where(check => !check.IsTaken))
        {
            DateTimeOffset next = check.Cadence.NextAfter(now);
            if (check.Due <= now)
            {
                _skipped += 1 + check.Cadence.MomentsBetween(check.Due, now);
                _timeline.Put(check, next);
            }
            else if (next < check.Due)
            {
                _timeline.Put(check, next);
            }
        }
    }

    private void LetThrough(DateTimeOffset now, List<ScheduledCheck> starting)
    {
        while (_gate.TryEnter(out ScheduledCheck? check))
        {
            if (check.IsRemoved)
            {
                _gate.Leave(check);
                continue;
            }

            _started++;
            _lag.Add(now - check.Due, now);
            starting.Add(check);
        }
    }

    private async Task RunAsync(ScheduledCheck check)
    {
        bool retries = await edges.Run(check.Definition, _stop.Token);
        List<ScheduledCheck> starting = [];
        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            _gate.Leave(check);
            if (!check.IsRemoved)
            {
                PutAfterRun(check, now, retries);
            }

            LetThrough(now, starting);
            EndIfIdle();
        }

        // On another thread: a run that ends at once would come back here, ever deeper.
        foreach (ScheduledCheck next in starting)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static work => _ = work.Scheduler.RunAsync(work.Next), (Scheduler: this, Next: next), preferLocal: false);
        }
    }

    private void PutAfterRun(ScheduledCheck check, DateTimeOffset now, bool retries)
    {
        DateTimeOffset next = check.Cadence.NextAfter(now);
        if (retries && check.Definition.RetryInterval is { } soon)
        {
            DateTimeOffset retry = check.Due + soon;
            next = retry > now ? retry : now;
        }
        else
        {
            _skipped += check.Cadence.MomentsBetween(check.Due, now);
        }

        _timeline.Put(check, next);
        if (next < clock.NextLook)
        {
            Wake(next - now);
        }
    }

    private void Wake(TimeSpan after)
    {
        TimeSpan sleep = after > LongestSleep ? LongestSleep : after < _grain ? _grain : after;
        clock.Plan(sleep);
        _timer?.Change(sleep, Timeout.InfiniteTimeSpan);
    }

    private void EndIfIdle()
    {
        if (_timer is null && _gate.Running == 0)
        {
            _idle.TrySetResult();
        }
    }
}

/// <summary>Where the scheduler meets the rest.</summary>
/// <param name="Run">One run; tells whether the check wants to be run again after its retry interval. It must not throw, and ends soon
/// after the token is cancelled.</param>
/// <param name="WallClockSet">The wall clock was set, or went on while the machine slept.</param>
internal sealed record SchedulerEdges(Func<CheckDefinition, CancellationToken, ValueTask<bool>> Run, Action WallClockSet);
