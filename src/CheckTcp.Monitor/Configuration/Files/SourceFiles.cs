using System.Text;
using CheckTcp.CommandLine.DialogueFiles;

namespace CheckTcp.Monitor.Configuration.Files;

/// <summary>Reads the files of a configuration, and remembers what took part and how it looked then.</summary>
/// <param name="findings">Gets what cannot be read.</param>
/// <param name="stampOf">Asks the file system.</param>
internal sealed class SourceFiles(FindingList findings, Func<string, FileStamp> stampOf)
{
    private const int Attempts = 5;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, FileStamp> _stamps = [];
    private readonly List<string> _read = [];
    private readonly Dictionary<string, GlobMatches> _patterns = [];
    private readonly Dictionary<FileRole, long> _bytes = [];

    /// <summary>Reads a file, or adds a finding why it cannot be read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="role">What it is.</param>
    /// <param name="namedBy">Where it is named, for the finding: <c>; FILE:LINE names it</c>, or nothing.</param>
    public SourceFile? Read(string path, FileRole role, string namedBy = "") =>
        ReadBytes(path, role, namedBy) is { } bytes ? Decode(path, bytes, role, namedBy) : null;

    /// <summary>As <see cref="Read"/>, for what need not be UTF-8.</summary>
    public byte[]? ReadBytes(string path, FileRole role, string namedBy = "")
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            FileStamp before = stampOf(path);
            Remember(path, before);
            if ((Fault(before) ?? FaultOfSize(before, role)) is { } fault)
            {
                Report(path, null, role, fault + namedBy);
                return null;
            }

            try
            {
                byte[] bytes = PlainFile.Read(path, role.MaxBytes);
                if (stampOf(path) == before)
                {
                    return Counted(path, bytes, role, namedBy);
                }
            }
            catch (PlainFileException e)
            {
                Report(path, null, role, e.Message + namedBy);
                return null;
            }
        }

        Report(path, null, role,
            $"keeps changing while it is read; write a new file beside it and rename that to it, so that it changes in one step{namedBy}");
        return null;
    }

    /// <summary>Notes that it depends on a file which is not read with it.</summary>
    /// <returns>How the file looks now.</returns>
    public FileStamp Watch(string path)
    {
        FileStamp now = stampOf(path);
        Remember(path, now);
        return now;
    }

    /// <summary>The files that match a pattern now, and a note that it took part. Findings tell what is left out and why.</summary>
    /// <param name="pattern">An absolute path with Go's <c>filepath.Glob</c> patterns.</param>
    /// <param name="place">Where it is written; severity and message are filled in.</param>
    public IEnumerable<string> Expand(string pattern, Finding place)
    {
        if (!FileGlob.TryParse(pattern, out FileGlob? glob))
        {
            Add(FindingSeverity.Error, "not a valid pattern; close its brackets, or write \\[ for a bracket");
            return [];
        }

        GlobMatches matches = _patterns[pattern] = glob.Expand();
        string[] leftovers = [.. matches.Paths.Where(LeftoverFile.Is).Select(path => Path.GetFileName(path))];
        foreach (string folder in matches.Unreadable)
        {
            Add(FindingSeverity.Warning, $"the folder {folder} may not be listed: permission denied; what is in it is left out");
        }

        if (leftovers.Length > 0)
        {
            Add(FindingSeverity.Notice, $"skipped, since an editor or a package manager left them: {string.Join(", ", leftovers)}");
        }

        if (matches.IsTooMany)
        {
            Add(FindingSeverity.Error,
                $"matches more than {FileGlob.MaxFiles} files, or more than {FileGlob.MaxNames} names have to be looked at; write a narrower pattern");
        }
        else if (matches.Paths.Length == leftovers.Length && matches.Unreadable.IsEmpty)
        {
            Add(FindingSeverity.Warning, $"no file matches {pattern}; create one, or correct the pattern");
        }

        return matches.Paths.Where(path => !LeftoverFile.Is(path));

        void Add(FindingSeverity severity, string message) => findings.Add(place with { Severity = severity, Message = message });
    }

    /// <summary>Everything that took part up to now.</summary>
    public ConfigurationFiles Used() => new([.. _read], _patterns, _stamps);

    private void Remember(string path, FileStamp stamp)
    {
        if (!_stamps.ContainsKey(path))
        {
            _read.Add(path);
            findings.Begin(path);
        }

        _stamps[path] = stamp;
    }

    private byte[]? Counted(string path, byte[] bytes, FileRole role, string namedBy)
    {
        long inAll = _bytes[role] = _bytes.GetValueOrDefault(role) + bytes.Length;
        if (inAll <= role.MaxBytesInAll)
        {
            return bytes;
        }

        Report(path, null, role,
            $"brings the files of its kind to more than {role.MaxBytesInAll} bytes together, the most that is read; name fewer or smaller files{namedBy}");
        return null;
    }

    private void Report(string path, int? line, FileRole role, string message) =>
        findings.Add(new Finding(FindingSeverity.Error, path, line, null, message) { IsPartial = role.IsPartial });

    private static string? Fault(FileStamp stamp) => stamp.Kind switch
    {
        FileKind.Missing => PlainFile.Missing,
        FileKind.Hidden => "permission denied; give the user of check-tcpd the right to enter its folders",
        FileKind.Directory => PlainFile.Folder,
        FileKind.Other => PlainFile.NotRegular,
        _ => null,
    };

    private static string? FaultOfSize(FileStamp stamp, FileRole role) =>
        stamp.Length > (ulong)role.MaxBytes ? PlainFile.TooLarge(role.MaxBytes) : null;

    private SourceFile? Decode(string path, byte[] bytes, FileRole role, string namedBy)
    {
        ReadOnlySpan<byte> content = bytes;
        if (content.StartsWith("\uFEFF"u8))
        {
            content = content[3..];
        }

        try
        {
            return new SourceFile(path, StrictUtf8.GetString(content));
        }
        catch (DecoderFallbackException)
        {
            int line = content[..ValidPrefix(content)].Count((byte)'\n') + 1;
            Report(path, line, role, $"not UTF-8 from here on; save it as UTF-8{namedBy}");
            return null;
        }
    }

    private static int ValidPrefix(ReadOnlySpan<byte> content)
    {
        int valid = 0;
        while (Rune.DecodeFromUtf8(content[valid..], out _, out int length) == System.Buffers.OperationStatus.Done)
        {
            valid += length;
        }

        return valid;
    }
}
