using CheckTcp.Checks;
using CheckTcp.CommandLine.Building;
using CheckTcp.CommandLine.Nagios;
using CheckTcp.CommandLine.Options;
using CheckTcp.Patterns;
using CheckTcp.Verdicts;

namespace CheckTcp.CommandLine;

/// <summary>What a command line of <c>check-tcp</c> asks for.</summary>
public abstract record CheckCommand
{
    private protected CheckCommand()
    {
    }

    /// <summary>Reads a command line as the program of this name does: called <c>check_tcp</c>, <c>check_ftp</c>, <c>check_imap</c> and
    /// so on, it stands in for the plugins in C of the Monitoring Plugins project and takes their options.</summary>
    /// <param name="program">The name that the program was called by, with or without its folder.</param>
    /// <param name="arguments">Bytes that are no UTF-8 are escaped as <see cref="ByteText"/> says.</param>
    /// <param name="readDialogue">Reads files of dialogues; <c>null</c> where there are none.</param>
    public static CheckCommand ParseAs(string program, IReadOnlyList<string> arguments, DialogueReader? readDialogue = null) =>
        NagiosCommand.TryParse(program, arguments, out CheckCommand? command) ? command : Parse(arguments, null, readDialogue);

    /// <summary>Reads a command line, without the program's own name.</summary>
    /// <param name="arguments">Bytes that are no UTF-8 are escaped as <see cref="ByteText"/> says.</param>
    public static CheckCommand Parse(IReadOnlyList<string> arguments) => Parse(arguments, null, null);

    /// <summary>Reads one of many command lines, without the program's own name.</summary>
    /// <param name="arguments">Bytes that are no UTF-8 are escaped as <see cref="ByteText"/> says.</param>
    /// <param name="patterns">Where patterns are taken from and left for the next; <c>null</c> to compile each.</param>
    /// <param name="readDialogue">Reads the file of <c>--dialogue</c>; <c>null</c> where none can be read.</param>
    public static CheckCommand Parse(IReadOnlyList<string> arguments, PatternCache? patterns, DialogueReader? readDialogue = null)
    {
        var parser = new ArgumentParser(arguments);
        if (parser.Parse() is { } fault)
        {
            return UsageError(WithoutSecrets(fault, parser.Values));
        }

        if (parser.Values is { DialogueFile.Length: > 0 } given && parser.Asked == Information.None)
        {
            DialogueArguments file = Read(given, readDialogue);
            parser = new ArgumentParser([.. file.Arguments.Select(argument => argument.Text), .. arguments]);
            parser.Values.LinesOfSteps.AddRange(file.Arguments.Where(argument => argument.Text.StartsWith(StepBuilder.Option, StringComparison.Ordinal)).Select(argument => argument.Line));
            if ((file.Fault ?? parser.Parse()) is { } inFile)
            {
                string message = WithoutSecrets($"--dialogue {Excerpt.Of(given.DialogueFile)}: {inFile}", given);
                return new SenselessCommand(Verdict.Senseless(new CheckBuilder(given, patterns).Name, given.StatusMap, message), given.Format);
            }
        }

        if (parser.Asked != Information.None)
        {
            return new InformationCommand(parser.Asked switch
            {
                Information.Help => HelpText.Of(OptionTable.Groups),
                Information.Services => ServiceList.Text,
                _ => HelpText.Version,
            });
        }

        OptionValues values = parser.Values;
        var builder = new CheckBuilder(values, patterns);
        return builder.Build() is { } check
            ? new RunCommand(check, new ReportForm(values.Format, values.PerformanceData, values.Verbosity))
            : new SenselessCommand(Verdict.Senseless(builder.Name, values.StatusMap, WithoutSecrets(builder.Faults, values)), values.Format);
    }

    /// <summary>A fault quotes what was given, which may hold a secret; where the quotation was cut, the beginning of one.</summary>
    private static string WithoutSecrets(string fault, OptionValues values)
    {
        Secrets secrets = SecretsBuilder.Build(values);
        if (secrets.IsEmpty)
        {
            return fault; // which may quote a pattern of any length
        }

        string[] parts = secrets.Mask(fault).Split(Excerpt.Mark);
        return string.Join(Excerpt.Mark, parts.Select((part, i) => secrets.Mask(part, goesOn: i < parts.Length - 1)));
    }

    private static DialogueArguments Read(OptionValues values, DialogueReader? read) =>
        read?.Invoke(values.DialogueFile, values.DialogueModule.Length > 0 ? values.DialogueModule : null)
            ?? new DialogueArguments([], "dialogue files cannot be read here; give the steps with --step");

    private static UsageErrorCommand UsageError(string fault) => new($"check-tcp: {Display.Escape(fault)}; see check-tcp --help");
}

/// <summary>Run this check and report it.</summary>
/// <param name="Check">The check.</param>
/// <param name="Form">What is printed of it, and how.</param>
public sealed record RunCommand(TcpCheck Check, ReportForm Form) : CheckCommand;

/// <summary>The request could be read but makes no sense: report this and run nothing.</summary>
/// <param name="Result">UNKNOWN, with every fault, unless the status map says otherwise.</param>
/// <param name="Format">How it is written.</param>
public sealed record SenselessCommand(Result Result, ReportFormat Format) : CheckCommand;

/// <summary>Print this on standard output and run nothing.</summary>
/// <param name="Text">Help, version, the services, or what Nagios is to show, with its line ends.</param>
public sealed record InformationCommand(string Text) : CheckCommand
{
    /// <summary>What the program exits with: OK by default; Nagios' plugins exit with UNKNOWN whenever they run no check.</summary>
    public Status Status { get; init; }
}

/// <summary>The command line could not be read: print this on standard error and exit with 1.</summary>
/// <param name="Message">One line without its end.</param>
public sealed record UsageErrorCommand(string Message) : CheckCommand;
