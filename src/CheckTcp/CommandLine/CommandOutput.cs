using System.Diagnostics;
using CheckTcp.Probing;
using CheckTcp.Verdicts;

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
        Result result = Verdict.Of(command.Check, seen);
        string line = command.Json ? JsonReport.Of(result, seen) : result.Line;
        return new(line + "\n", Errors(command, seen), (int)result.Status);
    }

    private static string Errors(RunCommand command, Observation seen) =>
        (command.Verbose ? VerboseReport.Of(seen) : "")
        + (!command.Json && seen.Transcript is { } transcript ? TranscriptReport.Of(transcript) : "");

    /// <summary>Of a command that runs no check.</summary>
    /// <exception cref="UnreachableException">It runs one.</exception>
    public static CommandOutput Of(CheckCommand command) => command switch
    {
        SenselessCommand { Json: true, Result: var result } => new(JsonReport.Of(result, null) + "\n", "", (int)result.Status),
        SenselessCommand { Result: var result } => new(result.Line + "\n", "", (int)result.Status),
        InformationCommand information => new(information.Text, "", 0),
        UsageErrorCommand error => new("", error.Message + "\n", UsageError),
        _ => throw new UnreachableException($"A command without an observation: {command.GetType()}"),
    };
}
