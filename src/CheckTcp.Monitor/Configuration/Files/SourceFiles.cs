using System.Collections.Immutable;
using System.Text;

namespace CheckTcp.Monitor.Configuration.Files;

/// <summary>Reads the files of a configuration, and remembers what took part and how it looked then.</summary>
/// <param name="findings">Is told what cannot be read.</param>
/// <param name="stampOf">Asks the file system.</param>
internal sealed class SourceFiles(FindingList findings, Func<string, FileStamp> stampOf)
{
    /// <summary>The most that a file of settings may hold: its tree in memory is some thirty times as large.</summary>
    public const long MaxSettingsBytes = 16L * 1024 * 1024;

    /// <summary>The most that a list of targets may hold.</summary>
    public const long MaxListBytes = 64L * 1024 * 1024;

    private const int Attempts = 5;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, FileStamp> _stamps = [];
    private readonly List<string> _read = [];
    private readonly List<string> _patterns = [];

    /// <summary>Reads a file, or says why it cannot be.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">What is larger is refused unread.</param>
    /// <param name="namedBy">Where it is named, for the finding: <c>; FILE:LINE names it</c>, or nothing.</param>
    public SourceFile? Read(string path, long maxBytes, string namedBy = "") =>
        ReadBytes(path, maxBytes, namedBy) is { } bytes ? Decode(path, bytes, namedBy) : null;

    /// <summary>As <see cref="Read"/>, for what need not be UTF-8.</summary>
    public byte[]? ReadBytes(string path, long maxBytes, string namedBy = "")
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            FileStamp before = stampOf(path);
            Remember(path, before);
            if (Fault(before, maxBytes) is { } fault)
            {
                findings.Error(path, null, null, fault + namedBy);
                return null;
            }

            try
            {
                byte[] bytes = File.ReadAllBytes(path);
                if (stampOf(path) == before)
                {
                    return bytes;
                }
            }
            catch (UnauthorizedAccessException)
            {
                findings.Error(path, null, null,
                    $"may not be read: permission denied; give the user of check-tcpd the right to read it{namedBy}");
                return null;
            }
            catch (IOException e)
            {
                findings.Error(path, null, null, $"cannot be read: {e.Message}{namedBy}");
                return null;
            }
        }

        findings.Error(path, null, null,
            $"keeps changing while it is read; write a new file beside it and rename that to it, so that it changes in one step{namedBy}");
        return null;
    }

    /// <summary>Notes that it depends on a file which is not read with it.</summary>
    public void Watch(string path) => Remember(path, stampOf(path));

    /// <summary>The files that match a pattern now, and a note that it took part.</summary>
    /// <param name="pattern">An absolute path with Go's <c>filepath.Glob</c> patterns.</param>
    /// <param name="unreadable">Is told each folder that may not be listed.</param>
    /// <returns><c>null</c> when the pattern is none.</returns>
    public ImmutableArray<string>? Expand(string pattern, Action<string> unreadable)
    {
        if (!FileGlob.TryParse(pattern, out FileGlob? glob))
        {
            return null;
        }

        _patterns.Add(pattern);
        return [.. glob.Expand(unreadable)];
    }

    /// <summary>Everything that took part up to now.</summary>
    public ConfigurationFiles Used() => new([.. _read], [.. _patterns], _stamps);

    private void Remember(string path, FileStamp stamp)
    {
        if (!_stamps.ContainsKey(path))
        {
            _read.Add(path);
            findings.Begin(path);
        }

        _stamps[path] = stamp;
    }

    private static string? Fault(FileStamp stamp, long maxBytes) => stamp.Kind switch
    {
        FileKind.Missing => "there is no such file; create it, or name another",
        FileKind.Hidden => "may not be looked at: permission denied; give the user of check-tcpd the right to enter its folders",
        FileKind.Directory => "is a folder; name a file in it",
        FileKind.Other => "is a device, pipe or socket; name a file",
        _ when stamp.Length > (ulong)maxBytes =>
            $"has {stamp.Length} bytes, and at most {maxBytes} are read; is it the right file? Otherwise part it into several",
        _ => null,
    };

    private SourceFile? Decode(string path, byte[] bytes, string namedBy)
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
            findings.Error(path, line, null, $"is no UTF-8 from here on; save it as UTF-8{namedBy}");
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
