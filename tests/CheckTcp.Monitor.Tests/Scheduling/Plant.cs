using System.Threading.Channels;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Scheduling;

namespace CheckTcp.Monitor.Tests.Scheduling;

/// <summary>A scheduler on a clock of the test's, whose runs end when the test says so.</summary>
internal sealed class Plant : IAsyncDisposable
{
    private readonly Channel<Run> _runs = Channel.CreateUnbounded<Run>();
    private readonly MonitorSettings _settings;
    private readonly List<Run> _begun = [];

    public Plant(MonitorSettings? settings = null)
    {
        _settings = settings ?? new MonitorSettings();
        Clock = new ClockWatch(Time);
        Scheduler = new Scheduler(Time, Clock, new SchedulerEdges(RunAsync, () => WallClockSet++));
        Scheduler.Start();
        Time.Pass(TimeSpan.FromMilliseconds(10));
    }

    public SettableTime Time { get; } = new();

    public ClockWatch Clock { get; }

    public Scheduler Scheduler { get; }

    /// <summary>How often the scheduler has told that the wall clock was set.</summary>
    public int WallClockSet { get; private set; }

    public void Apply(params CheckDefinition[] checks) => Scheduler.Apply(checks, _settings, name => name == "known");

    public async Task<Run> NextRunAsync()
    {
        Run run = await _runs.Reader.ReadAsync(TestContext.Current.CancellationToken);
        _begun.Add(run);
        return run;
    }

    private async ValueTask<bool> RunAsync(CheckDefinition check, CancellationToken stop)
    {
        var run = new Run(check, stop);
        await _runs.Writer.WriteAsync(run, CancellationToken.None);
        return await run.Ended;
    }

    /// <summary>Ends every run that began, except those of this check.</summary>
    public async Task RunAllButAsync(string name)
    {
        long started = Scheduler.Figures.Started;
        while (_begun.Count < started)
        {
            await NextRunAsync();
        }

        foreach (Run run in _begun.Where(run => run.Check.Name != name))
        {
            run.End();
        }

        await SettledAsync(left: 1);
    }

    /// <summary>Waits until the scheduler has seen the end of the runs.</summary>
    public async Task SettledAsync(int left = 0)
    {
        while (Scheduler.Figures.Running > left)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _begun.ForEach(run => run.End());
        Task stopped = Scheduler.DisposeAsync().AsTask();
        while (!stopped.IsCompleted)
        {
            while (_runs.Reader.TryRead(out Run? run))
            {
                run.End();
            }

            await Task.Yield();
        }
    }
}

/// <summary>A run that the test ends.</summary>
internal sealed class Run(CheckDefinition check, CancellationToken stop)
{
    private readonly TaskCompletionSource<bool> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public CheckDefinition Check { get; } = check;

    public Task<bool> Ended => _ended.Task;

    public Task Cancelled
    {
        get
        {
            var cancelled = new TaskCompletionSource();
            stop.Register(cancelled.SetResult);
            return cancelled.Task;
        }
    }

    public void End(bool retries = false) => _ended.TrySetResult(retries);
}
