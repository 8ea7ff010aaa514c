using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>Why a handshake is a failure although the network did its part.</summary>
/// <param name="Cause">The gravest reason: that the certificate was revoked, then that its key is not the one that was pinned, then the dates, the
/// chain, the name, and what else there is.</param>
/// <param name="Words">All reasons.</param>
internal sealed record TlsFault(FailureCause Cause, string Words)
{
    public static TlsFault NoCertificate { get; } = new(FailureCause.CertificateInvalid, "the server showed no certificate");

    public static TlsFault Unreadable { get; } = new(FailureCause.CertificateInvalid, "certificate refused: it cannot be read");

    /// <summary>The server refuses, but not as it was to.</summary>
    public static TlsFault ClosedWithoutAlert { get; } = new(FailureCause.Closed, "connection closed by peer, without a TLS alert");

    /// <summary>Nothing was wrong where the server was to refuse.</summary>
    public static TlsFault NotRefused(byte alert) =>
        new(FailureCause.TlsNotRefused, $"the server does not refuse; TLS alert {TlsAlert.Name(alert)} was expected");

    /// <summary>What this machine's TLS library refuses or cannot do, with the fix.</summary>
    /// <param name="code">The code of its error.</param>
    /// <param name="settings">How TLS is spoken.</param>
    /// <param name="own">The certificate of this side, if any.</param>
    /// <returns><c>null</c> for an error that tells nothing more than its own words.</returns>
    public static TlsFault? OfLibrary(int code, TlsSettings settings, X509Certificate2? own) => OpenSslError.ReasonOf(code) switch
    {
        OpenSslError.NoCiphers or OpenSslError.NoProtocols => NothingToOffer(settings),
        OpenSslError.LegacySignature => new(
            FailureCause.Local,
            "the server signs by MD5 and SHA-1, as TLS 1.0 and 1.1 do, which the TLS library of this machine, as it is configured, does not "
            + "take; --tls-legacy allows it"),
        OpenSslError.LegacyRenegotiation => new(
            FailureCause.TlsProtocol, "the server does not support secure renegotiation (RFC 5746); update it, or allow it with --tls-legacy"),
        OpenSslError.SmallDhKey => new(
            FailureCause.TlsProtocol,
            "the server's Diffie-Hellman parameters are too small for the TLS library of this machine; give the server 2048 bits or ECDHE, "
            + "or allow it with --tls-legacy"),
        OpenSslError.SmallKey or OpenSslError.SmallCaKey or OpenSslError.WeakSignature when own is not null => OfFile(
            settings.ClientCertificate!.File,
            $"the client certificate cannot be used: its key ({KeyOf(own)}), or a key or signature above it, is too weak for the TLS library of "
            + "this machine; use RSA of 2048 bits or ECDSA, signed with SHA-256, or allow it with --tls-legacy"),
        _ => null,
    };

    /// <summary>A file of this machine cannot be used.</summary>
    public static TlsFault OfFile(string file, string why) => new(FailureCause.Local, $"{InlinePem.NameOf(file)}: {why}");

    private static string KeyOf(X509Certificate2 certificate) => PublicKeyKind.Of(certificate) is (var kind, { } bits)
        ? $"{kind}, {bits} bits"
        : PublicKeyKind.Of(certificate).Algorithm;

    /// <summary>This machine's TLS library speaks none of the versions asked for.</summary>
    private static TlsFault NothingToOffer(TlsSettings settings)
    {
        string newest = TlsVersionText.Of(settings.MaxVersion);
        string speaks = settings.MinVersion == settings.MaxVersion
            ? $"does not speak {newest}"
            : $"speaks none of {TlsVersionText.Of(settings.MinVersion)} to {newest}";
        return new(FailureCause.Local, $"the TLS library of this machine, as it is configured, {speaks}");
    }
}
