using System.Diagnostics.CodeAnalysis;
using CheckTcp.CommandLine.Formats;

namespace CheckTcp.CommandLine.Nagios;

/// <summary>Reads a command line as <c>check_tcp</c>, <c>check_ftp</c>, <c>check_imap</c> and so on of the Monitoring Plugins project do,
/// when the program is called by such a name.</summary>
internal static class NagiosCommand
{
    private const string Prefix = "check_";

    /// <summary>What is asked for in the manner of the plugin in C.</summary>
    /// <param name="program">The name that the program was called by, with or without its folder.</param>
    /// <param name="arguments">Without that name.</param>
    /// <param name="command">What it asks for.</param>
    /// <returns><c>false</c> when the name is none of theirs.</returns>
    public static bool TryParse(string program, IReadOnlyList<string> arguments, [NotNullWhen(true)] out CheckCommand? command)
    {
        ReadOnlySpan<char> name = program.AsSpan(program.LastIndexOf('/') + 1);
        command = name.Length > Prefix.Length && name.StartsWith(Prefix) ? Parse(name.ToString(), program, arguments) : null;
        return command is not null;
    }

    private static CheckCommand Parse(string program, string calledBy, IReadOnlyList<string> arguments)
    {
        string word = program[Prefix.Length..].ToUpperInvariant();
        if (NagiosService.Find(word) is not { } service)
        {
            return UsageError(program, word.StartsWith("UDP", StringComparison.Ordinal)
                ? "UDP is not checked by this program; call the Monitoring Plugins' check_udp"
                : $"CRITICAL - Generic check_tcp called with unknown service {word}");
        }

        var values = new NagiosValues(service);
        var reader = new NagiosOptionReader(arguments, values);
        if (reader.Read() is { } fault)
        {
            return reader.IsGetopts ? Unreadable(program, calledBy, fault) : UsageError(program, fault);
        }

        if (reader.Asked != Options.Information.None)
        {
            return Unchecked(reader.Asked == Options.Information.Help ? NagiosHelp.Of(program, word) : NagiosHelp.Version(program));
        }

        var builder = new NagiosCheckBuilder(word, values);
        return builder.Build() is { } check
            ? new RunCommand(check, new ReportForm(ReportFormat.Nagios, Verbosity: values.Verbosity))
            {
                IgnoredWords = [.. reader.Ignored],
                EscapeHint = values.SendsEscapes || values.QuitsWithEscapes ? RunCommand.HintAt(values.SendsEscapes, values.QuitsWithEscapes) : null,
            }
            : builder.Fault is { } senseless ? UsageError(program, senseless)
            : new SenselessCommand(new Judgement(word, Status.Critical, builder.ImpossibleHost), ReportFormat.Nagios) { IgnoredWords = [.. reader.Ignored] };
    }

    /// <summary>As there: getopt's words on standard error, behind the name with its folder, and how it is used on standard output.</summary>
    private static InformationCommand Unreadable(string program, string calledBy, string fault) =>
        Unchecked(NagiosHelp.Usage(program)) with { Error = $"{Display.Escape(calledBy)}: {Display.Escape(fault)}\n" };

    private static InformationCommand UsageError(string program, string fault) =>
        Unchecked($"{Display.Escape(program)}: {Display.Escape(fault)}\n{NagiosHelp.Usage(program)}");

    private static InformationCommand Unchecked(string text) => new(text) { Status = Status.Unknown };
}
