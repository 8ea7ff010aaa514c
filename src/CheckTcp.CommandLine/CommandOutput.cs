using System.Diagnostics;
using CheckTcp.CommandLine.Formats;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine;

/// <summary>What <c>check-tcp</c> leaves behind. Pure, so that whoever runs a command in process tells the same as the program.</summary>
/// <param name="StandardOutput">With its line end; empty for none.</param>
/// <param name="StandardError">With its line end; empty for none.</param>
/// <param name="ExitCode">0 to 3, the status; 1 for a command line that cannot be read.</param>
public sealed record CommandOutput(string StandardOutput, string StandardError, int ExitCode)
{
    private const int UsageError = 1;

    /// <summary>Of a check that was run and saw this.</summary>
    public static CommandOutput Of(RunCommand command, Observation seen)
    {
        var judgement = Judgement.Of(command.Check, seen);
        return new(TextOf(command, judgement, seen), ErrorsOf(command, judgement, seen), (int)judgement.Status);
    }

    /// <summary>What standard output has of a run, in the form that was asked for.</summary>
    internal static string TextOf(RunCommand command, Judgement judgement, Observation seen)
    {
        (TcpCheck check, ReportForm form) = (command.Check, command.Form);
        return form.Format switch
        {
            ReportFormat.Nagios => NagiosReport.Of(check, judgement, seen, form.PerformanceData),
            ReportFormat.Json => JsonReport.Of(judgement, seen) + "\n",
            ReportFormat.Prometheus => PrometheusReport.Of(check, judgement, seen),
            _ => judgement.Line + (form.PerformanceData ? Figures(check, seen) : "") + "\n",
        };
    }

    /// <summary>What standard error has of a run.</summary>
    internal static string ErrorsOf(RunCommand command, Judgement judgement, Observation seen) =>
        Warning(command)
        + (command.Form.Verbosity > 0 ? VerboseReport.Of(command.Check, seen, command.Form.Verbosity) + Hint(command, judgement) : "")
        + (command.Form.Format != ReportFormat.Json ? TranscriptReport.Of(seen) : "");

    /// <summary>Of a command that runs no check.</summary>
    /// <exception cref="UnreachableException">It runs one.</exception>
    public static CommandOutput Of(CheckCommand command) => command switch
    {
        SenselessCommand senseless => new(OfSenseless(senseless.Judgement, senseless.Format), Warning(senseless), (int)senseless.Judgement.Status),
        InformationCommand information => new(information.Text, information.Error, (int)information.Status),
        UsageErrorCommand { IsOutput: true } error => new(error.Message + "\n", "", UsageError),
        UsageErrorCommand error => new("", error.Message + "\n", UsageError),
        _ => throw new UnreachableException($"A command without an observation: {command.GetType()}"),
    };

    /// <summary>Why a check may fail though the server is well.</summary>
    private static string Hint(RunCommand command, Judgement judgement) =>
        command.EscapeHint is { } hint && !judgement.Passed ? $"hint: {hint}\n" : "";

    private static string Warning(CheckCommand command) => command.Warning is { } warning ? $"check-tcp: {warning}\n" : "";

    private static string OfSenseless(Judgement result, ReportFormat format) => format switch
    {
        ReportFormat.Nagios => NagiosReport.Of(result) + "\n",
        ReportFormat.Json => JsonReport.Of(result, null) + "\n",
        ReportFormat.Prometheus => PrometheusReport.Of(result),
        _ => result.Line + "\n",
    };

    private static string Figures(TcpCheck check, Observation seen) =>
        PerformanceData.Of(check, seen, phases: true) is { Length: > 0 } figures ? $" | {figures}" : "";
}
