using CheckTcp.CommandLine;
using CheckTcp.CommandLine.Formats;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Configuration;

/// <summary>What a program does, in words.</summary>
internal static class ProgramText
{
    /// <param name="program">The program.</param>
    /// <param name="secrets">What is not to be shown.</param>
    public static string Describe(CheckProgram program, CommandSecrets secrets) => program switch
    {
        ChildProgram child => OfChild(child, secrets),
        TcpProgram { Command: RunCommand run } tcp =>
            $"in process: {secrets.Mask(CheckText.InOneLine(run.Check, showsSent: !tcp.HidesSent))}{OfForm(run.Form)}",
        TcpProgram { Command: SenselessCommand senseless } => $"nothing: {senseless.Judgement.Line}",
        TcpProgram { Command: UsageErrorCommand error } => $"nothing: {error.Message}",
        _ => "nothing: prints help, the services or the version",
    };

    /// <summary>The values of variables are not shown: they are where secrets are put.</summary>
    private static string OfChild(ChildProgram child, CommandSecrets secrets) =>
        $"child: {string.Join(' ', secrets.Hide(child.Arguments).Select(Quoted))}"
        + (child.User is { } user ? $", as {user}" : "")
        + (child.Environment.IsEmpty ? "" : $", with {string.Join(", ", child.Environment.Keys.Order(StringComparer.Ordinal))} set");

    /// <summary>As a shell would need it; with controls in it as <c>$'...'</c> (POSIX.1-2024, 2.2.4), so that a line end and a backslash with an n
    /// differ once it is escaped for the terminal.</summary>
    private static string Quoted(string argument) =>
        argument.Any(char.IsControl)
            ? $"$'{argument.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'"
        : argument.Length > 0
        && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,@%+^".Contains(letter, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Its format is always the line (<see cref="Programs.ProgramTemplate"/>).</summary>
    private static string OfForm(ReportForm form) => form.Verbosity > 0 ? $", -{new string('v', form.Verbosity)}" : "";
}
