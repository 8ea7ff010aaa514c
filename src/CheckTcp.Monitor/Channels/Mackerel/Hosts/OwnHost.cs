using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Domain;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>This host at Mackerel over time: registered or found at the start, told of every hour and at a reload, its status set at the
/// end. Nobody waits for it: without Mackerel, checks go on.</summary>
/// <param name="file">Where its id is kept.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class OwnHost(HostIdFile file, TimeProvider time, ILogger log) : IDisposable
{
    private static readonly TimeSpan FirstContactWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFault = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly HostRegistration _registration = new(file);
    private readonly HostRetry _retry = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly TaskCompletionSource _known = NewSignal();
    private readonly TaskCompletionSource<HostProblem?> _firstContact = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _changed = NewSignal();
    private HostTerms? _terms;
    private HostProblem? _problem;
    private DateTimeOffset? _since;
    private bool _isWellTold;
    private int _startIsDecided;
    private Task _running = Task.CompletedTask;

    /// <summary>How it stands.</summary>
    public HostCondition Condition
    {
        get
        {
            lock (_lock)
            {
                return new HostCondition(_registration.Id, _problem?.Reason, _since);
            }
        }
    }

    /// <summary>Begins, and waits for the first contact: until it has come out, one way or the other, or five seconds have passed.</summary>
    /// <exception cref="StartException">Mackerel answered that a person has to mend something, or our file has to be mended.</exception>
    public async Task StartAsync(HostTerms terms, CancellationToken cancellation)
    {
        _terms = terms;
        _running = RunAsync();
        HostProblem? problem = null;
        try
        {
            problem = await _firstContact.Task.WaitAsync(FirstContactWithin, time, cancellation);
        }
        catch (TimeoutException)
        {
            // It goes on in the background, and what comes of it is told in the log; unless it came this very moment.
            problem = DecideStart() ? null : await _firstContact.Task;
        }

        if (problem is { NeedsPerson: true })
        {
            await EndAsync(cancellation);
            throw new StartException($"this host at Mackerel: {problem.Reason}");
        }
    }

    /// <summary>Begins while the daemon runs already: whatever comes of it is told in the log, and ends nothing.</summary>
    public void Begin(HostTerms terms)
    {
        DecideStart();
        _terms = terms;
        _running = RunAsync();
    }

    /// <summary>The configuration has changed: tells Mackerel at once.</summary>
    public void Apply(HostTerms terms)
    {
        lock (_lock)
        {
            _terms = terms;
            _changed.SetResult();
            _changed = NewSignal();
        }
    }

    /// <summary>Mackerel's id of this host, as soon as it is known.</summary>
    public async Task<string> IdAsync(CancellationToken cancellation)
    {
        await _known.Task.WaitAsync(cancellation);
        return _registration.Id!;
    }

    /// <summary>Ends, and sets the status for the end if one is wanted. A failure is logged.</summary>
    /// <param name="limit">When to give up.</param>
    public async Task StopAsync(CancellationToken limit)
    {
        await EndAsync(limit);
        if (_registration.Id is not { } id || _terms is not { StatusOnStop: { Length: > 0 } status } terms)
        {
            return;
        }

        try
        {
            ApiAnswer<Done> set = await terms.Api.SetStatusAsync(id, status, limit);
            if (!set.Succeeded)
            {
                LogStatusNotSet(status, set.Failure.Reason);
            }
        }
        catch (OperationCanceledException)
        {
            LogStatusNotSet(status, "Mackerel did not answer before the stop had to end");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _aborting.Dispose();
    }

    /// <summary>Ends, and leaves the status as it is.</summary>
    /// <param name="limit">When to give up a registration that is under way.</param>
    public async Task EndAsync(CancellationToken limit)
    {
        await _stopping.CancelAsync();
        await using CancellationTokenRegistration _ = limit.Register(_aborting.Cancel);
        await _running;
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            (HostTerms terms, Task changed) = Next();
            try
            {
                TimeSpan wait = await StepAsync(terms);
                await changed.WaitAsync(wait, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return; // a call that the stop has ended
            }
        }
    }

    /// <returns>How long to wait for the next step.</returns>
    private async Task<TimeSpan> StepAsync(HostTerms terms)
    {
        try
        {
            HostProblem? problem = await _registration.StepAsync(terms, _stopping.Token, _aborting.Token);
            Note(problem);
            return _retry.After(problem);
        }
#pragma warning disable CA1031 // A fault of ours must not leave this host unknown for good.
        catch (Exception e) when (e is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFault(e);
            return AfterFault;
        }
    }

    /// <summary>What is wanted now, and the sign that it is no longer.</summary>
    private (HostTerms Terms, Task Changed) Next()
    {
        lock (_lock)
        {
            return (_terms!, _changed.Task);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <returns>Whether the caller is the first: what it knows decides about the start.</returns>
    private bool DecideStart() => Interlocked.Exchange(ref _startIsDecided, 1) == 0;

    private void Note(HostProblem? problem)
    {
        HostProblem? before;
        lock (_lock)
        {
            before = _problem;
            _problem = problem;
            _since = problem is null ? null : _since ?? time.GetUtcNow();
        }

        bool decidesStart = DecideStart();
        if (!decidesStart || problem is not { NeedsPerson: true }) // else the start tells it
        {
            Tell(problem, before);
        }

        if (_registration.Id is not null)
        {
            _known.TrySetResult();
        }

        if (decidesStart)
        {
            _firstContact.SetResult(problem);
        }
    }

    /// <summary>Once for each kind of trouble, however long it lasts, and once when all is well.</summary>
    private void Tell(HostProblem? problem, HostProblem? before)
    {
        if (problem is null && !_isWellTold)
        {
            LogUpToDate(_registration.Id!, file.Path);
        }
        else if (problem is not null && (before is null || before.Kind != problem.Kind))
        {
            LogProblem(problem.Reason);
        }

        _isWellTold = problem is null;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "this host at Mackerel: it is {Id} ({File}), and up to date")]
    private partial void LogUpToDate(string id, string file);

    [LoggerMessage(Level = LogLevel.Critical, Message = "internal error while this host was registered or updated at Mackerel; please report it")]
    private partial void LogFault(Exception e);

    [LoggerMessage(Level = LogLevel.Warning, Message = "this host at Mackerel: {Reason}; checks go on, and it is tried again")]
    private partial void LogProblem(string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "this host at Mackerel: its status is not set to {Status}: {Reason}")]
    private partial void LogStatusNotSet(string status, string reason);
}
