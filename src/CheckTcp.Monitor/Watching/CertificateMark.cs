using System.Security.Cryptography;
using CheckTcp.Monitor.Execution;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Watching;

/// <summary>What is remembered of the certificates that a check's server shows: the latest, and a digest by which the next is known to be
/// the same without decoding it.</summary>
/// <param name="Latest">The latest that could be read; <c>null</c> for none.</param>
internal sealed record CertificateMark(ShownCertificate? Latest)
{
    /// <summary>None was shown yet.</summary>
    public static readonly CertificateMark New = new((ShownCertificate?)null);

    private readonly byte[] _digest = [];

    private CertificateMark(ShownCertificate? latest, byte[] digest)
        : this(latest) => _digest = digest;

    /// <summary>After a handshake. Decoding a chain takes some hundred microseconds, the digest of it a few.</summary>
    public CertificateMark After(TlsSession session)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(session, digest);
        return digest.SequenceEqual(_digest)
            ? this
            : new CertificateMark(ShownCertificate.Of(session)?.After(Latest) ?? Latest, digest.ToArray());
    }

    /// <summary>Of all that <see cref="ShownCertificate.Of"/> looks at.</summary>
    private static void Digest(TlsSession session, Span<byte> digest)
    {
        const int size = SHA256.HashSizeInBytes;
        Span<byte> digests = stackalloc byte[((1 + TlsSession.MaxChain) * size) + 1];
        int length = SHA256.HashData(session.Certificate.Span, digests);
        for (int i = 0; i < Math.Min(session.Chain.Length, TlsSession.MaxChain); i++)
        {
            length += SHA256.HashData(session.Chain[i].Span, digests[length..]);
        }

        digests[length++] = session.ChainIsTrusted ? (byte)1 : (byte)0;
        SHA256.HashData(digests[..length], digest);
    }
}
