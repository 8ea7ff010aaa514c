using CheckTcp.Monitor.Domain;
using CheckTcp.TestSupport.Mackerel.Faults;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>One random history: checks, runs, faults, kills and stops over some hours; then all is mended, and some minutes pass.</summary>
/// <param name="seed">The same seed is the same history.</param>
internal sealed class FaultRun(int seed)
{
    /// <summary>The longest that something keeps reports back once all is well: an identifier that was missing is asked for again after
    /// five minutes, and its lane tries once a minute.</summary>
    private const int UntilAllArrived = 480;

    private static readonly Status[] Failures = [Status.Warning, Status.Critical, Status.Unknown];

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, Status> _statuses = [];
    private CheckDefinition[] _checks = [];
    private Timeline _timeline = null!;
    private bool _isRefused;
    private bool _hasLateHost;
    private int _runs;

    /// <summary>Plays it.</summary>
    /// <returns>What was stored of it, and what the server made of it.</returns>
    public async Task<FaultRunOutcome> PlayAsync()
    {
        _checks = [.. Enumerable.Range(0, _random.Next(2, 6)).Select(NewCheck)];
        await using Timeline timeline = await Timeline.BeginAsync(new TimelineTerms { IgnoreFigures = Happens(0.5) }, _checks);
        _timeline = timeline;
        await timeline.AddHostAsync("a");
        int ticks = _random.Next(10, 40);
        for (int tick = 0; tick < ticks; tick++)
        {
            await PassAsync();
            await ChangeFaultAsync();
            await RunChecksAsync();
            await EndAsync();
        }

        await MendAsync();
        await timeline.UntilAsync(timeline.Now + UntilAllArrived);
        return new FaultRunOutcome(_checks, timeline.Stored.All, timeline.Server.Record, timeline.Monitor.Reporter.Figures, [.. timeline.Sent]);
    }

    private bool Happens(double probability) => _random.NextDouble() < probability;

    private T OneOf<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    private CheckDefinition NewCheck(int number) => Checks.Of($"check{number}") with
    {
        MaxCheckAttempts = OneOf<int?>(null, 1, 2, 3, 4),
        PreventAlertAutoClose = Happens(0.25),
        NotificationInterval = OneOf<TimeSpan?>(null, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30)),
        CustomIdentifier = OneOf(null, null, "a", "late"),
    };

    /// <summary>Mostly a minute; at times more, or so little that two runs share a second.</summary>
    private Task PassAsync() => _timeline.UntilAsync(_timeline.Now + OneOf(60, 60, 60, 60, 60, 600, _random.Next(1, 30), 0.3));

    private async Task ChangeFaultAsync()
    {
        if (!_hasLateHost && Happens(0.02))
        {
            await AddLateHostAsync();
        }

        if (!Happens(0.25))
        {
            return;
        }

        await HealAsync();
        if (Happens(0.15))
        {
            await _timeline.Server.RefuseAsync();
            _isRefused = true;
        }
        else if (Happens(0.6))
        {
            await BreakAsync();
        }
    }

    private Task BreakAsync()
    {
        if (Happens(0.12))
        {
            return _timeline.BreakReportsAsync(Fault.Status(400)); // until it is mended: once alone would be a bad report
        }

        Fault fault = _random.Next(10) switch
        {
            0 => new Fault.Hang(),
            1 => new Fault.Cut(),
            2 => new Fault.LoseAnswer(),
            3 => new Fault.CutAnswer(),
            4 => new Fault.Delay(DrivenLane.Late),
            5 => Fault.Status(503),
            6 => Fault.TooManyRequests(_random.Next(1, 120)),
            7 => Fault.NotJson(),
            8 => Fault.NotJson() with { IsActedOn = true },
            _ => Fault.Empty(),
        };
        return _timeline.BreakReportsAsync(fault with { Times = Happens(0.5) ? _random.Next(1, 4) : null });
    }

    private async Task RunChecksAsync()
    {
        foreach (CheckDefinition check in _checks.Where(_ => Happens(0.6)))
        {
            await _timeline.Monitor.RunUnstoredAsync(check.Name, NextStatus(check.Name), $"run {_runs++}");
            if (Happens(0.3))
            {
                await _timeline.Monitor.FlushAsync();
                await _timeline.Monitor.StepAsync();
            }
        }

        await _timeline.Monitor.FlushAsync();
        await _timeline.Monitor.StepAsync();
    }

    private Status NextStatus(string check)
    {
        Status before = _statuses.GetValueOrDefault(check, Status.Ok);
        return _statuses[check] = !Happens(0.3) ? before : Happens(0.5) ? Status.Ok : OneOf(Failures);
    }

    /// <summary>At times the daemon ends, one way or the other, and starts again after a while.</summary>
    private async Task EndAsync()
    {
        if (!Happens(0.08))
        {
            return;
        }

        string check = OneOf(_checks).Name;
        switch (_random.Next(5))
        {
            case 0:
                await _timeline.StopAsync();
                break;
            case 1: // before the run is stored
                _timeline.Monitor.BeginToDie();
                await _timeline.Monitor.RunUnstoredAsync(check, NextStatus(check), $"run {_runs++}, lost");
                await _timeline.KillAsync();
                break;
            case 2: // between the run and the request
                await _timeline.Monitor.RunAsync(check, NextStatus(check), $"run {_runs++}");
                await _timeline.KillAsync();
                break;
            case 3: // between the answer and the removal from the queue
                await _timeline.CopyAtNextCommitAsync();
                await _timeline.Monitor.RunAsync(check, NextStatus(check), $"run {_runs++}");
                await _timeline.UntilAsync(_timeline.Now + _random.Next(0, 20));
                await _timeline.KillWithoutRemovalsAsync();
                break;
            default:
                await _timeline.KillAsync();
                break;
        }

        _timeline.Time.Advance(TimeSpan.FromSeconds(OneOf(0.0, _random.Next(1, 200))));
        await (_isRefused ? _timeline.BeginMonitorAsync() : _timeline.StartMonitorAsync());
    }

    private async Task MendAsync()
    {
        await HealAsync();
        if (!_hasLateHost)
        {
            await AddLateHostAsync();
        }
    }

    private async Task HealAsync()
    {
        await _timeline.Server.HealAsync();
        _isRefused = false;
        await _timeline.Monitor.FindHostAsync();
    }

    private async Task AddLateHostAsync()
    {
        _hasLateHost = true;
        await _timeline.AddHostAsync("late");
    }
}
