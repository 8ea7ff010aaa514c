using System.Collections.Immutable;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Scheduling;
using CheckTcp.Monitor.Shards;
using CheckTcp.Monitor.Tests.Execution;
using CheckTcp.Monitor.Tests.Scheduling;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Tests.Shards;

/// <summary>Runs during which the process or its machine is paused, or the clock is set.</summary>
public sealed class GapTests : IDisposable
{
    private static readonly CheckDefinition Check =
        new() { Name = "db", Program = new ChildProgram(["true"], null, ImmutableDictionary<string, string>.Empty) };

    private readonly SettableTime _time = new();
    private readonly List<HistoryEntry> _remembered = [];
    private readonly Queue<(Action Meanwhile, Status Status)> _runs = [];
    private readonly LogLines _log = new();
    private readonly LoggerFactory _logs;
    private readonly ClockWatch _clock;
    private readonly Watch _watch;

    public GapTests()
    {
        _logs = new LoggerFactory([new LineProvider(_log)]);
        _clock = new ClockWatch(_time);
        _watch = new Watch(new WatchEdges((_, _) => ValueTask.FromResult(Run()), _remembered.Add, (_, _) => { }), _time, _clock, _logs.CreateLogger<Watch>());
        _watch.Apply([Check]);
        _clock.Plan(TimeSpan.FromSeconds(1));
    }

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task A_run_across_a_pause_is_discarded_and_repeated_although_the_scheduler_has_not_looked_yet()
    {
        await RunAsync((() => _time.Pause(TimeSpan.FromSeconds(20)), Status.Critical), (() => { }, Status.Ok));

        Assert.Equal([Status.Ok], Remembered);
        Assert.StartsWith("Warning: the process or the machine was paused", Assert.Single(_log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_across_a_sleep_of_the_machine_is_discarded_and_repeated()
    {
        await RunAsync((() => _time.Sleep(TimeSpan.FromHours(1)), Status.Critical), (() => { }, Status.Ok));

        Assert.Equal([Status.Ok], Remembered);
    }

    [Fact]
    public async Task A_run_that_began_by_a_clock_that_was_set_since_is_discarded_and_repeated()
    {
        await RunAsync((() => _time.SetWallClock(TimeSpan.FromDays(2000)), Status.Ok), (() => { }, Status.Ok));

        Assert.Equal(_time.GetUtcNow(), Assert.Single(_remembered).Report?.StartedAt);
    }

    [Fact]
    public async Task A_run_that_takes_its_time_counts()
    {
        await RunAsync((() => _time.Pause(TimeSpan.FromSeconds(2.9)), Status.Critical));

        Assert.Equal([Status.Critical], Remembered);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_pause_before_the_run_is_none_of_its()
    {
        _time.Pause(TimeSpan.FromSeconds(20));

        await RunAsync((() => { }, Status.Critical));

        Assert.Equal([Status.Critical], Remembered);
    }

    [Fact]
    public async Task A_machine_that_is_always_late_still_gets_results()
    {
        await RunAsync([.. Enumerable.Repeat<(Action, Status)>((Late, Status.Critical), 4)]);

        Assert.Equal([Status.Critical], Remembered);

        void Late()
        {
            _clock.Plan(TimeSpan.FromSeconds(1));
            _time.Pause(TimeSpan.FromSeconds(5));
        }
    }

    private IEnumerable<Status?> Remembered => _remembered.Select(entry => entry.Report?.Status);

    private async Task RunAsync(params (Action Meanwhile, Status Status)[] runs)
    {
        foreach ((Action Meanwhile, Status Status) run in runs)
        {
            _runs.Enqueue(run);
        }

        await _watch.RunAsync(Check, TestContext.Current.CancellationToken);
        Assert.Empty(_runs);
    }

    private Report Run()
    {
        DateTimeOffset start = _time.GetUtcNow();
        (Action meanwhile, Status status) = _runs.Dequeue();
        meanwhile();
        return new Report(Check.Name, start, TimeSpan.Zero, status, "text");
    }

    private sealed class LineProvider(LogLines lines) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => lines;

        public void Dispose()
        {
        }
    }
}
