using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution.Children;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Execution;

/// <summary>Runs the action of a check after every run of it, in the background.</summary>
/// <param name="time">The clock of managed timers.</param>
/// <param name="logger">Where exit codes and standard error go; nobody else wants them.</param>
/// <param name="environment">What every child finds, see <see cref="ChildEnvironment"/>.</param>
internal sealed class ActionRunner(TimeProvider time, ILogger logger, IReadOnlyDictionary<string, string> environment) : IAsyncDisposable
{
    /// <summary>Actions at the same time where there is room for them; beyond them one is skipped.</summary>
    public const int MaxConcurrent = 64;

    /// <summary>Linux takes no string of an environment that is longer (MAX_ARG_STRLEN), its NUL counted.</summary>
    private const int LongestVariableBytes = 128 * 1024 - 1;
    private const string MessageName = "MACKEREL_CHECK_MESSAGE";

    private readonly ChildRunner _children = new(environment, time, lingering => logger.ActionLingers(lingering.Owner, lingering.Reason));
    private readonly ConcurrentDictionary<string, Status> _previous = new(StringComparer.Ordinal);
    private int _running;
    private volatile int _atOnce = MaxConcurrent;

    /// <summary>Actions of which something lives on although all was done to end it.</summary>
    public IEnumerable<LingeringRun> Lingering => _children.Lingering;

    /// <summary>How many actions were not started, since something of the one before lived on.</summary>
    public long Withheld => _children.Withheld;

    /// <summary>Makes ready for so many actions at once, before the first of them; for fewer where there is no room.</summary>
    public void Prepare(int atOnce) => _atOnce = Math.Clamp(_children.Prepare(atOnce), 1, Math.Max(1, atOnce));

    /// <summary>Starts the check's action, if it has one, and returns at once. To be called after every run, in their order.</summary>
    /// <param name="check">The check.</param>
    /// <param name="report">How its run came out.</param>
    /// <param name="stop">Ends the action.</param>
    public void RunAfter(CheckDefinition check, Report report, CancellationToken stop)
    {
        if (check.Action is not { } action)
        {
            return;
        }

        Status? previous = _previous.TryGetValue(check.Name, out Status known) ? known : null;
        _previous[check.Name] = report.Status;
        if (Interlocked.Increment(ref _running) <= _atOnce)
        {
            _ = RunAsync(check.Name, action, VariablesOf(report, previous), stop);
        }
        else
        {
            Interlocked.Decrement(ref _running);
            logger.ActionSkipped(check.Name, _atOnce);
        }
    }

    /// <summary>Forgets the last status of checks that are no more.</summary>
    /// <param name="checks">Those that there are now.</param>
    public void Retain(IEnumerable<CheckDefinition> checks)
    {
        HashSet<string> kept = checks.Select(check => check.Name).ToHashSet(StringComparer.Ordinal);
        foreach (string name in _previous.Keys.Where(name => !kept.Contains(name)))
        {
            _previous.TryRemove(name, out _);
        }
    }

    /// <summary>Ends what still runs.</summary>
    public ValueTask DisposeAsync() => _children.DisposeAsync();

    private static ImmutableDictionary<string, string> VariablesOf(Report report, Status? previous) =>
        ImmutableDictionary<string, string>.Empty
            .Add("MACKEREL_STATUS", report.Status.ToText())
            .Add("MACKEREL_PREVIOUS_STATUS", previous?.ToText() ?? "")
            .Add(MessageName, Fitting(report.Message));

    /// <summary>Uncut but for what exec would refuse: NUL, which becomes U+FFFD, and more than a variable may hold, which 64 KiB of
    /// output reach only where most of it is no UTF-8.</summary>
    private static string Fitting(string message)
    {
        string text = message.Replace('\0', '\uFFFD');
        int room = LongestVariableBytes - MessageName.Length - 1;
        if (Encoding.UTF8.GetByteCount(text) <= room)
        {
            return text;
        }

        Encoding.UTF8.GetEncoder().Convert(text, new byte[room], flush: false, out int charsUsed, out _, out _);
        return text[..(charsUsed - (char.IsHighSurrogate(text[charsUsed - 1]) ? 1 : 0))];
    }

    private async Task RunAsync(string check, CheckAction action, ImmutableDictionary<string, string> variables, CancellationToken stop)
    {
        try
        {
            ChildProgram program = action.Program with { Environment = action.Program.Environment.SetItems(variables) };
            Tell(check, await _children.RunAsync(check, program, new ChildLimits(action.Timeout), stop).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The daemon stops: that an action was cut short is nobody's fault.
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private void Tell(string check, ChildOutcome outcome)
    {
        if (outcome.Errors.Length > 0)
        {
            logger.ActionStandardError(check, outcome.Errors);
        }

        if (outcome is { End: ChildEnd.Exited, Code: 0 })
        {
            logger.ActionSucceeded(check);
            return;
        }

        logger.ActionFailed(check, outcome.End switch
        {
            ChildEnd.Exited => string.Create(CultureInfo.InvariantCulture, $"exit code {outcome.Code}"),
            ChildEnd.Killed => string.Create(CultureInfo.InvariantCulture, $"killed by signal {outcome.Code}"),
            _ => outcome.Message,
        });
    }
}
