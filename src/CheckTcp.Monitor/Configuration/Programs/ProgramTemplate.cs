using System.Collections.Immutable;
using CheckTcp.Checks;
using CheckTcp.CommandLine;
using CheckTcp.Dialogue;
using CheckTcp.Monitor.Configuration.Sections;
using CheckTcp.Monitor.Configuration.Targets;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Execution;

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
    private readonly ImmutableArray<string>? _options;
    private (string Message, int Count)? _fault;
    private bool _leftAsChild;

    public ProgramTemplate(CheckSource check, LoadPool pool)
    {
        (_check, _command, _pool) = (check, check.Command, pool);
        HasPlaceholder = _command.Arguments.Concat(_command.Environment.Values).Any(TargetText.HasPlaceholder);
        if (OptionsOfCheckTcp() is not { } options)
        {
            return;
        }

        if (ProcessWide.FirstOrDefault(_command.Environment.ContainsKey) is { } variable)
        {
            Notice($"runs as a child, because env sets {variable}, which counts for a whole process");
            return;
        }

        _options = options;
    }

    /// <summary>Whether a target would make any difference to what is run.</summary>
    public bool HasPlaceholder { get; }

    /// <summary>The program for a target, or for the table's only check.</summary>
    public Made Make(TargetAddress? target)
    {
        if (_options is { } options)
        {
            CheckCommand command = _pool.Parse(
                target is { } filled ? [.. options.Select(option => TargetText.Fill(option, filled))] : options);
            Note(command);
            if (!NeedsUser(command))
            {
                return new Made(new TcpProgram(command), HostOf(command) ?? target?.Host);
            }
        }

        return new Made(ChildFor(target), target?.Host);
    }

    /// <summary>Tells what <c>check-tcp</c> would say about its command line: once, however many targets there are.</summary>
    public void ReportFaults()
    {
        if (_fault is var (message, count))
        {
            string others = count == 1 ? "" : $" (and {count - 1} more of its checks)";
            _check.Section.Warning(_check.Section.Find("command")!, $"{message}{others}");
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

    /// <summary>A Unix socket asks who connects, and a file who reads it; a port does not.</summary>
    private bool NeedsUser(CheckCommand command)
    {
        if (_command.User is null || command is not RunCommand { Check: var check })
        {
            return false;
        }

        string? what = check switch
        {
            { Target.SocketPath: not null } => "meets a Unix socket",
            _ when ReadsFiles(check.Tls) || check.Steps.Any(step => ReadsFiles((step as StartTlsStep)?.Settings)) => "reads files",
            _ => null,
        };
        if (what is not null && !_leftAsChild)
        {
            _leftAsChild = true;
            Notice($"runs as a child, because it {what} as the user {_command.User}");
        }

        return what is not null;
    }

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

    private void Note(CheckCommand command)
    {
        string? message = command switch
        {
            UsageErrorCommand error => error.Message,
            SenselessCommand senseless => $"check-tcp: {senseless.Result.Message}",
            InformationCommand => "asks for a text, and checks nothing; remove --help, --list-services and --version",
            _ => null,
        };
        if (message is not null)
        {
            _fault = _fault is var (first, count) ? (first, count + 1) : (message, 1);
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
