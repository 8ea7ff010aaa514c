using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CheckTcp.Monitor.Configuration.Files;

namespace CheckTcp.Monitor.Configuration;

/// <summary>Every file that took part in a configuration, also those that could not be read, for whoever reads it again on
/// change.</summary>
internal sealed class ConfigurationFiles
{
    private readonly Dictionary<string, GlobMatches> _patterns;

    /// <param name="paths">The files, in the order of reading.</param>
    /// <param name="patterns">The patterns of <c>include</c> and <c>file_sd</c> with what matched: a new file that matches is a change,
    /// too.</param>
    /// <param name="stamps">How the files looked when they were read.</param>
    public ConfigurationFiles(
        ImmutableArray<string> paths, IReadOnlyDictionary<string, GlobMatches> patterns, IReadOnlyDictionary<string, FileStamp> stamps)
    {
        Paths = paths;
        _patterns = patterns.ToDictionary();
        AsRead = FingerprintOf(stamps);
    }

    /// <summary>The files, in the order of reading.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>What <see cref="Fingerprint"/> was when they were read: what changed since then, even while they were read,
    /// shows.</summary>
    public UInt128 AsRead { get; }

    /// <summary>Differs from <see cref="AsRead"/> when a file was changed, replaced, removed or made readable, or a new one matches a
    /// pattern. No file is opened, and a folder only when it has changed.</summary>
    public UInt128 Fingerprint()
    {
        var stamps = new Dictionary<string, FileStamp>();
        foreach (string path in Paths.Concat(_patterns.Keys.ToArray().SelectMany(Matching)))
        {
            if (!stamps.ContainsKey(path))
            {
                stamps.Add(path, FileStamp.Of(path));
            }
        }

        return FingerprintOf(stamps);
    }

    private IEnumerable<string> Matching(string pattern)
    {
        if (!_patterns[pattern].IsUpToDate() && FileGlob.TryParse(pattern, out FileGlob? glob))
        {
            _patterns[pattern] = glob.Expand();
        }

        return _patterns[pattern].Paths.Where(path => !LeftoverFile.Is(path));
    }

    /// <summary>The files come in the order of reading, and then those that are new.</summary>
    private static UInt128 FingerprintOf(IReadOnlyDictionary<string, FileStamp> stamps)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<long> looks = stackalloc long[5];
        foreach ((string path, FileStamp stamp) in stamps)
        {
            (looks[0], looks[1], looks[2]) = ((long)stamp.Kind, (long)stamp.Inode, (long)stamp.Length);
            (looks[3], looks[4]) = (stamp.ModifiedNanoseconds, stamp.ChangedNanoseconds);
            hash.AppendData(ByteText.Encode(path));
            hash.AppendData(MemoryMarshal.AsBytes(looks));
        }

        return MemoryMarshal.Read<UInt128>(hash.GetHashAndReset());
    }
}
