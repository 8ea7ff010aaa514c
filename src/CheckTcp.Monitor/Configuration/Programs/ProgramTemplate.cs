using System.Collections.Immutable;
using CheckTcp.CommandLine;
using CheckTcp.CommandLine.Formats;
using CheckTcp.Monitor.Configuration.Sections;
using CheckTcp.Monitor.Configuration.Targets;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Configuration.Toml;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Configuration.Programs;

/// <summary>Makes the programs of a check: calls of <c>check-tcp</c> are read once and run in process, all others are children.</summary>
internal sealed class ProgramTemplate
{
    private const string ProgramName = "check-tcp";

    // What the options read, and what the platform's TLS and resolver take from the environment of the whole process: in ours they would mean nothing, or too much.
    private static readonly ImmutableArray<string> ProcessWide =
        ["CHECK_TCP_SECRETS", "CHECK_TCP_PROXY_USER", "CHECK_TCP_PROXY_PASSWORD", "SSL_CERT_FILE", "SSL_CERT_DIR", "OPENSSL_CONF", "LD_PRELOAD",
            "RES_OPTIONS", "LOCALDOMAIN", "HOSTALIASES"];

    private readonly CheckSource _check;
    private readonly CommandSource _command;
    private readonly LoadPool _pool;
    private readonly OptionFiles _files;
    private readonly ImmutableArray<string>? _options;
    private readonly SortedSet<string> _advice = new(StringComparer.Ordinal);
    private (string Message, int Count, FindingSeverity Severity)? _fault;
    private bool _isAdvised;
    private bool _leftAsChild;

    public ProgramTemplate(CheckSource check, LoadPool pool, OptionFiles files)
    {
        (_check, _command, _pool, _files) = (check, check.Command, pool, files);
        HasPlaceholder = _command.Arguments.Concat(_command.Environment.Values).Any(TargetText.HasPlaceholder);
        if (HasPlaceholder && !check.HasTargets)
        {
            _advice.Add("holds {target}, {host} or {port} and has no targets, so that it stays as it is; add targets, targets_file or file_sd");
        }

        ImmutableArray<string>? options = OptionsOfCheckTcp();
        if (options is not null && ProcessWide.FirstOrDefault(_command.Environment.ContainsKey) is { } variable)
        {
            Notice($"runs as a child, because env sets {variable}, which counts for a whole process");
        }
        else
        {
            _options = options;
        }
    }

    /// <summary>Whether a target would make any difference to what is run.</summary>
    public bool HasPlaceholder { get; }

    /// <summary>The program for a target, or for the table's only check.</summary>
    public Made Make(TargetAddress? target)
    {
        if (_options is { } options)
        {
            ImmutableArray<string> words = target is { } filled ? [.. options.Select(option => TargetText.Fill(option, filled))] : options;
            DialogueArguments? dialogue = null;
            CheckCommand command = _pool.Parse(
                words,
                (path, module) => dialogue = Dialogue(path, module));
            if (!NeedsChild(command, dialogue))
            {
                bool mayCome = command is SenselessCommand
                    && _files.AwaitMissing([.. dialogue?.Arguments.Select(argument => argument.Text) ?? [], .. words]);
                if (dialogue?.Fault is null) // that of a file is reported already, as an error
                {
                    Note(command, mayCome);
                }

                return new Made(new TcpProgram(AsLine(command)) { HidesSent = dialogue is not null }, HostOf(command) ?? target?.Host);
            }
        }

        return new Made(ChildFor(target), target?.Host);
    }

    /// <summary>Adds findings of what <c>check-tcp</c> would print about its command line, and of what is of no use here: once, however many
    /// targets there are.</summary>
    public void ReportFaults()
    {
        TomlEntry entry = _check.Section.Find("command")!;
        foreach (string advice in _advice)
        {
            _check.Section.Warning(entry, advice);
        }

        if (_fault is var (message, count, severity))
        {
            string text = count == 1 ? message : $"{message} (and {count - 1} more of its checks)";
            if (severity == FindingSeverity.Error)
            {
                _check.Section.PartialError(entry, text);
            }
            else
            {
                _check.Section.Warning(entry, text);
            }
        }
    }

    /// <summary>A plain line is parted as the shell would do it, and the shell is left out.</summary>
    private ImmutableArray<string>? OptionsOfCheckTcp()
    {
        ImmutableArray<string> words = _command.Line is { } line
            ? ShellWords.Split(line, _check.HasTargets ? TargetText.Placeholders : []) ?? []
            : _command.Arguments;
        return words is [var program, .. var options] && program[(program.LastIndexOf('/') + 1)..] == ProgramName ? options : null;
    }

    /// <summary>Nothing for a check that has a user of its own: whether it may read the file is that user's right.</summary>
    private DialogueArguments Dialogue(string path, string? module) => _command.User is not null
        ? new DialogueArguments([])
        : _files.Read(path, module, $"; {_check.Section.File.Path}:{_check.Section.Find("command")!.Line} names it");

    /// <summary>A Unix socket asks who connects, and a file who reads it; a port does not. OpenSSL is configured for a whole process.</summary>
    private bool NeedsChild(CheckCommand command, DialogueArguments? dialogue)
    {
        string? why = command is RunCommand { Check: var its } && AnyTls(its, tls => tls is { AllowLegacy: true })
            ? "allows legacy TLS, which counts for a whole process"
            : WhyUser(command, dialogue) is { } what ? $"{what} as the user {_command.User}" : null;
        if (why is not null && !_leftAsChild)
        {
            _leftAsChild = true;
            Notice($"runs as a child, because it {why}");
        }

        return why is not null;
    }

    private string? WhyUser(CheckCommand command, DialogueArguments? dialogue) => (dialogue, command) switch
    {
        _ when _command.User is null => null,
        (not null, _) => "reads files",
        (_, RunCommand { Check.Target.SocketPath: not null }) => "meets a Unix socket",
        (_, RunCommand { Check: var check }) when AnyTls(check, ReadsFiles) => "reads files",
        _ => null,
    };

    private static bool AnyTls(TcpCheck check, Func<TlsSettings?, bool> holds) =>
        holds(check.Tls) || check.Steps.Any(step => holds((step as StartTlsStep)?.Settings));

    private static bool ReadsFiles(TlsSettings? tls) => tls is { CaFile: not null } or { ClientCertificate: not null };

    private ChildProgram ChildFor(TargetAddress? target)
    {
        if (target is not { } filled || !HasPlaceholder)
        {
            return (ChildProgram)_check.Template.Program;
        }

        return new ChildProgram(
            [.. _command.Arguments.Select(argument => TargetText.Fill(argument, filled))],
            _command.User,
            _command.Environment.Values.Any(TargetText.HasPlaceholder)
                ? _command.Environment.ToImmutableDictionary(variable => variable.Key, variable => TargetText.Fill(variable.Value, filled))
                : _command.Environment);
    }

    /// <summary>The message of a result is the line alone: it is for people, it has to fit an alert, and the figures are kept beside
    /// it.</summary>
    private static CheckCommand AsLine(CheckCommand command) => command switch
    {
        RunCommand { Form: { Format: not ReportFormat.Mackerel } or { PerformanceData: true } } run =>
            run with { Form = new ReportForm(ReportFormat.Mackerel, Verbosity: run.Form.Verbosity) },
        SenselessCommand { Format: not ReportFormat.Mackerel } senseless => senseless with { Format = ReportFormat.Mackerel },
        _ => command,
    };

    private void NoteIdle(CheckCommand command)
    {
        if (_isAdvised)
        {
            return; // all targets have these options
        }

        _isAdvised = true;
        if (command.Warning is { } warning)
        {
            _advice.Add(warning);
        }

        if (command is RunCommand run)
        {
            _advice.UnionWith(OptionAdvice.Of(run, _command.Timeout));
        }

        if (AsLine(command) != command)
        {
            _advice.Add("its form (--json, --output, --perfdata) is for other tools: here the message is always the line, and the figures are in the "
                + "history; leave it out");
        }

        if (command is RunCommand { Form.Verbosity: > 0 } or RunCommand { Check.KeepsTranscript: true })
        {
            _advice.Add("--verbose and --transcript only fill the log, when the check is not OK; leave them out: check-tcpd run shows both");
        }
    }

    /// <param name="command">What was read.</param>
    /// <param name="mayCome">A file that it names is not there, and the configuration is read again when it comes.</param>
    private void Note(CheckCommand command, bool mayCome)
    {
        NoteIdle(command);
        string? message = command switch
        {
            UsageErrorCommand error => error.Message,
            SenselessCommand senseless => $"check-tcp: {senseless.Judgement.Message}",
            InformationCommand => "asks for a text, and checks nothing; remove --help, --list-services and --version",
            _ => null,
        };
        if (message is not null)
        {
            _fault = _fault is var (first, count, severity) ? (first, count + 1, severity) : (message, 1, mayCome ? FindingSeverity.Warning : FindingSeverity.Error);
        }
    }

    private void Notice(string message) => _check.Section.Notice(_check.Section.Find("command")!, message);

    private static string? HostOf(CheckCommand command) => command is RunCommand { Check.Target: var target }
        ? target.SocketPath ?? target.Host ?? "localhost"
        : null;

    /// <param name="Program">What to run.</param>
    /// <param name="TargetHost">Whom it meets, as far as that is known.</param>
    internal readonly record struct Made(CheckProgram Program, string? TargetHost);
}
