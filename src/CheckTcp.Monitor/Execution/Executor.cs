using System.Collections.Immutable;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution.Children;
using CheckTcp.Monitor.Execution.InProcess;
using CheckTcp.Probing;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Execution;

/// <summary>Runs checks, whatever they are, and reports how they came out. One instance serves the whole daemon.</summary>
/// <param name="prober">Runs calls of <c>check-tcp</c>.</param>
/// <param name="time">The clock of reports and managed timers.</param>
/// <param name="logger">Where standard error goes.</param>
/// <param name="environment">What every child finds, see <see cref="ChildEnvironment"/>.</param>
internal sealed class Executor(Prober prober, TimeProvider time, ILogger logger, IReadOnlyDictionary<string, string> environment)
    : IAsyncDisposable
{
    private readonly TcpRunner _inProcess = new(prober, time);
    private readonly ChildRunner _children = new(environment, time, lingering => logger.Lingers(lingering.Owner, lingering.Reason));

    /// <summary>Runs of commands of which something lives on although all was done to end it.</summary>
    public IEnumerable<LingeringRun> Lingering => _children.Lingering;

    /// <summary>How many runs of commands were not started, since something of the run before lived on.</summary>
    public long Withheld => _children.Withheld;

    /// <summary>Makes ready for so many commands at once, before the first of them.</summary>
    /// <returns>For how many there is room.</returns>
    public int Prepare(int commands) => _children.Prepare(commands);

    /// <summary>Runs a check once.</summary>
    /// <returns>How it came out; whatever goes wrong with the check is part of that.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled: there is nothing to report.</exception>
    public async ValueTask<Report> RunAsync(CheckDefinition check, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var run = new Clock(time);
        if (check.Program is TcpProgram tcp)
        {
            return InProcess(check, tcp.Command, run, await _inProcess.RunAsync(tcp.Command, check.Timeout, stop).ConfigureAwait(false));
        }

        ChildOutcome outcome = await _children
            .RunAsync(check.Name, (ChildProgram)check.Program, new ChildLimits(check.Timeout), stop).ConfigureAwait(false);
        if (outcome.Errors.Length > 0)
        {
            logger.StandardError(LogLevel.Warning, check.Name, outcome.Errors);
        }

        if (outcome.DroppedBytes > 0)
        {
            logger.OutputDropped(check.Name, outcome.DroppedBytes);
        }

        return new Report(check.Name, run.StartedAt, run.Elapsed, outcome.Status, outcome.Message) { DroppedBytes = outcome.DroppedBytes };
    }

    /// <summary>As <see cref="RunAsync"/>, for somebody who wants to see more than the report: with the transcript, and nothing of it in the
    /// log.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async ValueTask<ObservedReport> ObserveAsync(CheckDefinition check, CancellationToken stop)
    {
        if (check.Program is not TcpProgram tcp)
        {
            return new ObservedReport(await RunAsync(check, stop).ConfigureAwait(false), null, null);
        }

        stop.ThrowIfCancellationRequested();
        var run = new Clock(time);
        CheckCommand command = tcp.Command is RunCommand call ? call with { Check = call.Check with { KeepsTranscript = true } } : tcp.Command;
        TcpOutcome outcome = await _inProcess.RunAsync(command, check.Timeout, stop).ConfigureAwait(false);
        return new ObservedReport(InProcess(check, tcp.Command, run, outcome with { Errors = "" }), outcome.Seen, outcome.Judgement);
    }

    /// <summary>Ends what still runs, and what runs have left behind.</summary>
    public ValueTask DisposeAsync() => _children.DisposeAsync();

    private Report InProcess(CheckDefinition check, CheckCommand command, Clock run, TcpOutcome outcome)
    {
        TellErrors(check, outcome.Status, outcome.Errors);
        return new Report(check.Name, run.StartedAt, run.Elapsed, outcome.Status, outcome.Message)
        {
            ResponseTime = outcome.Seen?.ResponseTime,
            Phases = outcome.Seen?.Phases,
            Diagnosis = DiagnosisOf(command, outcome),
            Sessions = outcome.Seen is { } seen ? SessionsIn(seen) : [],
        };
    }

    /// <summary>As of a child, as much as fits a line of a log; what an OK run is asked to tell besides is no warning.</summary>
    private void TellErrors(CheckDefinition check, Status status, string errors)
    {
        LogLevel level = status == Status.Ok ? LogLevel.Debug : LogLevel.Warning;
        if (errors.Length > 0 && logger.IsEnabled(level))
        {
            int kept = Math.Min(errors.Length, ChildLimits.MostErrorBytes);
            string more = kept < errors.Length ? "..." : "";
            logger.StandardError(level, check.Name, Display.Escape(errors[..kept].TrimEnd('\n'), ChildLimits.MostErrorBytes) + more);
        }
    }

    private static Diagnosis? DiagnosisOf(CheckCommand command, TcpOutcome outcome) => command switch
    {
        RunCommand call when outcome is { Seen: { } seen, Judgement: { } judgement } => Diagnosis.Of(call.Check, seen, judgement),
        SenselessCommand when outcome.Status != Status.Ok => Diagnosis.Senseless,
        _ => null,
    };

    private static ImmutableArray<TlsSession> SessionsIn(Observation seen) => !seen.Addresses.IsEmpty
        ? [.. seen.Addresses.Select(address => address.Seen.Tls).OfType<TlsSession>().Where(tls => !tls.Certificate.IsEmpty)]
        : seen.Tls is { Certificate.IsEmpty: false } tls ? [tls] : [];

    private readonly struct Clock(TimeProvider time)
    {
        private readonly long _start = time.GetTimestamp();

        public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

        public TimeSpan Elapsed => time.GetElapsedTime(_start);
    }
}
