using CheckTcp.CommandLine.Building;
using CheckTcp.CommandLine.Formats;
using CheckTcp.CommandLine.Nagios;
using CheckTcp.CommandLine.Options;
using CheckTcp.Patterns;

namespace CheckTcp.CommandLine;

/// <summary>What a command line of <c>check-tcp</c> asks for.</summary>
public abstract record CheckCommand
{
    private protected CheckCommand()
    {
    }

    /// <summary>The words that are no options, nor values of any, in their order: they were ignored, as in the original. Secrets in them are
    /// hidden.</summary>
    public ValueList<string> IgnoredWords { get; init; } = [];

    /// <summary>What to warn of, with the fix, in one plain line without its end; <c>null</c> for nothing.</summary>
    public string? Warning => IgnoredWords.Count == 0 ? null : WarningOfIgnored();

    private string WarningOfIgnored() =>
        $"ignored {Display.Escape(string.Join(", ", IgnoredWords.Select(word => $"\"{Excerpt.Of(word)}\"")))}; "
            + (this is RunCommand { Check.Target: not { Host: null, SocketPath: null } } ? "quote a value that holds blanks" : "give a host with -H");

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
            return UsageError(fault);
        }

        if (parser.Values is { DialogueFile.Length: > 0 } given && parser.Asked == Information.None)
        {
            DialogueArguments file = Read(given, readDialogue);
            ValueList<string> ignored = IgnoredBy(parser);
            parser = new ArgumentParser([.. file.Arguments.Select(argument => argument.Text), .. arguments]);
            parser.Values.Secrets.AddRange(given.Secrets);
            parser.Values.LinesOfSteps.AddRange(file.Arguments.Where(argument => argument.Text.StartsWith(StepBuilder.Option, StringComparison.Ordinal)).Select(argument => argument.Line));
            string? unreadable = file is { Fault: { } quoting, IsQuoting: true } ? given.Hide(quoting) : file.Fault;
            if ((unreadable ?? parser.Parse()) is { } inFile)
            {
                string message = $"--dialogue {given.Quote(given.DialogueFile)}: {inFile}";
                return new SenselessCommand(Judgement.OfError(new CheckBuilder(given, patterns).Name, given.StatusMap, message), given.Format) { IgnoredWords = ignored };
            }
        }

        return OfRead(parser, patterns);
    }

    private static CheckCommand OfRead(ArgumentParser parser, PatternCache? patterns)
    {
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
        if (values.BadStatusMap is { } map && !StatusMap.TryParse(values.Hide(map), out _, out string? fault)) // asterisks do not mend it
        {
            return new UsageErrorCommand(Display.Escape(fault)) { IsOutput = true };
        }

        ValueList<string> ignored = IgnoredBy(parser);
        var builder = new CheckBuilder(values, patterns);
        return builder.Build() is { } check
            ? new RunCommand(check, new ReportForm(values.Format, values.PerformanceData, values.Verbosity))
            {
                IgnoredWords = ignored,
                EscapeHint = EscapeHintOf(values),
            }
            : new SenselessCommand(Judgement.OfError(builder.Name, values.StatusMap, builder.Faults), values.Format) { IgnoredWords = ignored };
    }

    private static ValueList<string> IgnoredBy(ArgumentParser parser) =>
        parser.Ignored.Count == 0 ? [] : [.. parser.Ignored.Select(parser.Values.Hide)];

    private static string? EscapeHintOf(OptionValues values)
    {
        bool isInSend = !values.Escape && EscapeSequences.AreIn(values.Send);
        bool isInQuit = !values.Escape && EscapeSequences.AreIn(values.Quit);
        return isInSend || isInQuit ? RunCommand.HintAt(isInSend, isInQuit) : null;
    }

    private static DialogueArguments Read(OptionValues values, DialogueReader? read) =>
        read?.Invoke(values.DialogueFile, values.DialogueModule.Length > 0 ? values.DialogueModule : null)
            ?? new DialogueArguments([], "dialogue files cannot be read here; give the steps with --step") { IsQuoting = false };

    private static UsageErrorCommand UsageError(string fault) => new($"check-tcp: {Display.Escape(fault)}; see check-tcp --help");
}

/// <summary>Run this check and report it.</summary>
/// <param name="Check">The check.</param>
/// <param name="Form">What is printed of it, and how.</param>
public sealed record RunCommand(TcpCheck Check, ReportForm Form) : CheckCommand
{
    /// <summary>That a string which is sent holds an escape such as <c>\n</c> which <c>--escape</c> would have read, with the fix, in one plain
    /// line without its end; <c>null</c> for none. It may be meant so: worth saying where the check fails.</summary>
    public string? EscapeHint { get; init; }

    internal static string HintAt(bool isInSend, bool isInQuit)
    {
        string options = !isInQuit ? "--send" : !isInSend ? "--quit" : "--send and --quit";
        return $@"escapes such as \n in {options} are sent as they are written; give -E to send the characters that they stand for";
    }
}

/// <summary>The request could be read but makes no sense: report this and run nothing.</summary>
/// <param name="Judgement">UNKNOWN, with every fault, unless the status map says otherwise.</param>
/// <param name="Format">How it is written.</param>
public sealed record SenselessCommand(Judgement Judgement, ReportFormat Format) : CheckCommand;

/// <summary>Print this on standard output and run nothing.</summary>
/// <param name="Text">Help, version, the services, or what Nagios is to show, with its line ends.</param>
public sealed record InformationCommand(string Text) : CheckCommand
{
    /// <summary>What the program exits with: OK by default; Nagios' plugins exit with UNKNOWN whenever they run no check.</summary>
    public Status Status { get; init; }

    /// <summary>What is printed beside it on standard error, with its line end; empty (the default) for nothing.</summary>
    public string Error { get; init; } = "";
}

/// <summary>The command line could not be read: print this and exit with 1.</summary>
/// <param name="Message">One line without its end.</param>
public sealed record UsageErrorCommand(string Message) : CheckCommand
{
    /// <summary>Whether it goes to standard output, as a bad <c>--status-as</c> does in Mackerel's plugin; to standard error by default.</summary>
    public bool IsOutput { get; init; }
}
