using System.Collections.Immutable;
using System.Security.Cryptography;
using CheckTcp.Monitor.Domain;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Shards;

/// <summary>The certificates that the servers of a check show: behind one name there may be several. Each is known again by a digest, without
/// decoding it.</summary>
internal sealed class SeenCertificates
{
    /// <summary>As many are remembered: those seen last.</summary>
    public const int Most = 8;

    /// <summary>None was shown yet.</summary>
    public static readonly SeenCertificates None = new([]);

    /// <summary>One that was not seen for so long is forgotten.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>How long after the latest handshake one that it did not show still counts as in use.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromHours(2);

    /// <summary>When one was last seen is stored as often as that.</summary>
    private static readonly TimeSpan StoredEvery = TimeSpan.FromHours(1);

    private readonly ImmutableArray<Known> _known;
    private readonly DateTimeOffset? _newStoredAt;

    private SeenCertificates(ImmutableArray<Known> known, DateTimeOffset? newStoredAt = null, long changes = 0) =>
        (_known, _newStoredAt, Changes) = (known, newStoredAt, changes);

    /// <summary>All of them, the first that was seen first.</summary>
    public IReadOnlyList<ShownCertificate> All => [.. _known.Select(known => known.Shown).OrderBy(shown => shown.Since)];

    /// <summary>Of those in use, that whose chain is the first to expire; <c>null</c> for none.</summary>
    public ShownCertificate? Shown
    {
        get
        {
            DateTimeOffset latest = LastSeen;
            return _known.Select(known => known.Shown).Where(shown => latest - shown.LastSeen <= Lately).MinBy(shown => shown.FirstNotAfter);
        }
    }

    /// <summary>That which appeared last beside or after another; <c>null</c> for none.</summary>
    public ShownCertificate? LatestChange =>
        _known.Select(known => known.Shown).Where(shown => shown.PreviousFingerprint is not null).MaxBy(shown => shown.Since);

    /// <summary>How many appeared beside or after another since the start of the program. A server may show another one at each
    /// handshake.</summary>
    public long Changes { get; }

    private DateTimeOffset LastSeen => _known.IsEmpty ? DateTimeOffset.MinValue : _known.Max(known => known.Shown.LastSeen);

    /// <summary>What a store remembers.</summary>
    public static SeenCertificates Of(IEnumerable<ShownCertificate> stored) =>
        new([.. stored.Select(shown => new Known(shown, [], shown.LastSeen))]);

    /// <summary>After the handshakes of a run. Decoding a chain takes some hundred microseconds, the digest of it a few.</summary>
    /// <param name="sessions">The handshakes.</param>
    /// <param name="isNews">Whether the result is to be stored.</param>
    public SeenCertificates After(IEnumerable<TlsSession> sessions, out bool isNews)
    {
        string? previous = _known.Select(known => known.Shown).MaxBy(shown => shown.LastSeen)?.Fingerprint;
        List<Known> known = [.. _known];
        long changes = Changes;
        foreach (TlsSession session in sessions)
        {
            changes += Add(known, session, previous) && previous is not null ? 1 : 0;
        }

        isNews = known.Exists(IsDue);
        bool isNew = known.Exists(one => one.StoredAt is null);
        DateTimeOffset? newStoredAt = isNews && isNew ? known.Max(one => one.Shown.LastSeen) : _newStoredAt;
        return new SeenCertificates(isNews || known.Count > Most ? Latest(known, isNews) : [.. known], newStoredAt, changes);
    }

    /// <summary>A new one is stored at once, but for the next ones within the hour: eight with all that was shown take 110 KB.</summary>
    private bool IsDue(Known one) => one.Shown.LastSeen - (one.StoredAt ?? _newStoredAt) is not { } since || since >= StoredEvery;

    /// <returns>Whether it was not known.</returns>
    private static bool Add(List<Known> known, TlsSession session, string? previous)
    {
        byte[] digest = Digest(session);
        int i = known.FindIndex(one => one.Digest.AsSpan().SequenceEqual(digest));
        if (i >= 0)
        {
            ShownCertificate same = known[i].Shown;
            known[i] = known[i] with { Shown = same with { LastSeen = Later(same.LastSeen, session.At) } };
            return false;
        }

        if (ShownCertificate.Of(session) is not { } shown)
        {
            return false;
        }

        i = known.FindIndex(one => one.Shown.Fingerprint == shown.Fingerprint);
        if (i < 0)
        {
            known.Add(new Known(shown with { PreviousFingerprint = previous }, digest, null));
            return true;
        }

        ShownCertificate before = known[i].Shown;
        known[i] = new Known(
            shown with
            {
                Since = before.Since,
                LastSeen = Later(before.LastSeen, session.At),
                PreviousFingerprint = before.PreviousFingerprint,
            },
            digest,
            known[i].StoredAt);
        return false;
    }

    private static ImmutableArray<Known> Latest(List<Known> known, bool isStored)
    {
        DateTimeOffset latest = known.Max(one => one.Shown.LastSeen);
        return
        [
            .. known.Where(one => latest - one.Shown.LastSeen <= KeptFor)
                .OrderByDescending(one => one.Shown.LastSeen)
                .Take(Most)
                .Select(one => isStored ? one with { StoredAt = one.Shown.LastSeen } : one),
        ];
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    /// <summary>Of all that <see cref="ShownCertificate.Of"/> looks at.</summary>
    private static byte[] Digest(TlsSession session)
    {
        const int size = SHA256.HashSizeInBytes;
        Span<byte> digests = stackalloc byte[((1 + TlsSession.MaxChain) * size) + 1];
        int length = SHA256.HashData(session.Certificate.Span, digests);
        for (int i = 0; i < Math.Min(session.Chain.Length, TlsSession.MaxChain); i++)
        {
            length += SHA256.HashData(session.Chain[i].Span, digests[length..]);
        }

        digests[length++] = session.ChainIsTrusted ? (byte)1 : (byte)0;
        return SHA256.HashData(digests[..length]);
    }

    /// <param name="Shown">What is known of it.</param>
    /// <param name="Digest">Of the handshake that showed it last; empty for one that the store remembers.</param>
    /// <param name="StoredAt">When it was last seen, as stored; <c>null</c> when it is not yet.</param>
    private readonly record struct Known(ShownCertificate Shown, byte[] Digest, DateTimeOffset? StoredAt);
}
