using System.Formats.Asn1;

namespace CheckTcp.Probing.Tls;

/// <summary>Holds a server's keys against those that were pinned (RFC 7469 section 2.6).</summary>
internal static class PinnedKeys
{
    /// <returns>What was wrong already, and that no key is a pinned one, if so.</returns>
    public static TlsFault? Judge(ValueList<PublicKeyPin> pins, TlsSession session, TlsFault? already)
    {
        if (pins.Count == 0 || pins.Contains(PinOf(session.Certificate)))
        {
            return already;
        }

        // A chain that leads to no trusted root was put together by whoever sent it.
        if (session.ChainIsTrusted && session.Chain.Any(certificate => pins.Contains(PinOf(certificate))))
        {
            return already;
        }

        string words = $"no key is one of those pinned, the server's is {PinOf(session.Certificate)?.ToString() ?? "not readable"}";
        return already switch
        {
            null => new TlsFault(FailureCause.CertificatePinMismatch, $"certificate refused: {words}"),
            { Cause: FailureCause.CertificateRevokedByStaple } => already with { Words = $"{already.Words}, {words}" },
            _ => new TlsFault(FailureCause.CertificatePinMismatch, $"{already.Words}, {words}"),
        };
    }

    private static PublicKeyPin? PinOf(ReadOnlyMemory<byte> certificate)
    {
        try
        {
            return PublicKeyPin.Of(CertificateFields.PublicKey(certificate).Span);
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
