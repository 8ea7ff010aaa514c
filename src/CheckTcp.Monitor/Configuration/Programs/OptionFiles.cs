using System.Collections.Immutable;
using CheckTcp.CommandLine;
using CheckTcp.CommandLine.DialogueFiles;
using CheckTcp.Monitor.Configuration.Files;

namespace CheckTcp.Monitor.Configuration.Programs;

/// <summary>The files that options name. Those of dialogues belong to the configuration: each is read once in a load, however many checks name
/// it, and a faulty one is an error, so that the configuration in force stays. Those of certificates are read by every run.</summary>
/// <param name="files">Reads the files, and remembers that they took part.</param>
/// <param name="findings">Is told what is wrong in them.</param>
internal sealed class OptionFiles(SourceFiles files, FindingList findings)
{
    // Where the steps of a file are looked at by themselves, no target is met.
    private const string AnyTarget = "--port=1";
    private const string Itself = "file";

    private static readonly ImmutableArray<string> OfCertificates = ["--ca-file", "--client-cert", "--client-key", "--key-password-file"];

    private readonly Dictionary<string, byte[]?> _contents = [];
    private readonly Dictionary<(string Path, string? Module), DialogueArguments> _read = [];

    /// <summary>What a file says.</summary>
    /// <param name="path">As it was given: like the program, the daemon means relative ones from where it was started.</param>
    /// <param name="module">The module of a blackbox exporter's file, or <c>null</c>.</param>
    /// <param name="namedBy">As <see cref="SourceFiles.Read"/> has it.</param>
    public DialogueArguments Read(string path, string? module, string namedBy)
    {
        if (!_read.TryGetValue((path, module), out DialogueArguments? known))
        {
            known = ReadAnew(path, module, namedBy);
            _read.Add((path, module), known);
        }

        return known;
    }

    /// <summary>A file of certificates that is not there makes a request senseless: the configuration is read again when it comes.</summary>
    /// <param name="words">The words of the command line.</param>
    /// <returns>Whether there is one.</returns>
    public bool AwaitMissing(IReadOnlyList<string> words)
    {
        bool isMissing = false;
        for (int i = 0; i < words.Count; i++)
        {
            string option = words[i].Split('=', 2)[0];
            string? path = !OfCertificates.Contains(option) ? null
                : option.Length < words[i].Length ? words[i][(option.Length + 1)..]
                : words.ElementAtOrDefault(i + 1);
            if (path is { Length: > 0 })
            {
                isMissing |= files.Watch(path).Kind != FileKind.Regular;
            }
        }

        return isMissing;
    }

    private DialogueArguments ReadAnew(string path, string? module, string namedBy)
    {
        if (!_contents.TryGetValue(path, out byte[]? content))
        {
            content = files.ReadBytes(path, FileRole.Dialogue, namedBy);
            _contents.Add(path, content);
        }

        if (content is null)
        {
            return new DialogueArguments([], "cannot be read") { IsQuoting = false };
        }

        DialogueArguments dialogue = Judged(DialogueFile.Parse(content, path, module));
        if (dialogue.Fault is { } fault)
        {
            findings.Add(new Finding(FindingSeverity.Error, path, null, null, fault + namedBy) { IsPartial = true });
        }

        return dialogue;
    }

    /// <summary>Whether its steps make sense; its settings may be overridden by the options of a check.</summary>
    private static DialogueArguments Judged(DialogueArguments dialogue)
    {
        if (dialogue.Fault is not null)
        {
            return dialogue;
        }

        var steps = new DialogueArguments([.. dialogue.Arguments.Where(argument => argument.Text.StartsWith("--step=", StringComparison.Ordinal))]);
        return CheckCommand.Parse([AnyTarget, $"--dialogue={Itself}"], patterns: null, (_, _) => steps) switch
        {
            SenselessCommand senseless => new DialogueArguments([], WithoutFile(senseless.Judgement.Message)),
            UsageErrorCommand error => new DialogueArguments([], error.Message),
            _ => dialogue,
        };
    }

    /// <summary>A finding names the file once, before all else.</summary>
    private static string WithoutFile(string faults) => faults.Replace($"--dialogue {Itself}: ", "", StringComparison.Ordinal);
}
