using CheckTcp.Checks;

namespace CheckTcp.Probing.Tls;

/// <summary>Why a handshake is a failure although the network did its part.</summary>
/// <param name="Cause">The gravest reason: that the certificate was revoked, then that its key is not the one that was pinned, then the dates, the
/// chain, the name, and what else there is.</param>
/// <param name="Words">All reasons.</param>
internal sealed record TlsFault(FailureCause Cause, string Words)
{
    public static TlsFault NoCertificate { get; } = new(FailureCause.CertificateInvalid, "the server showed no certificate");

    public static TlsFault Unreadable { get; } = new(FailureCause.CertificateInvalid, "certificate refused: it cannot be read");

    /// <summary>The server took an old version, and this machine's TLS library the version, but not its signature.</summary>
    public static TlsFault LegacySignature { get; } = new(
        FailureCause.Local,
        "the server signs by MD5 and SHA-1, as TLS 1.0 and 1.1 do, which the TLS library of this machine, as it is configured, does not take");

    /// <summary>Nothing was wrong where the server was to refuse.</summary>
    public static TlsFault NotRefused(byte alert) =>
        new(FailureCause.TlsNotRefused, $"the server does not refuse; TLS alert {TlsAlert.Name(alert)} was expected");

    /// <summary>This machine's TLS library speaks none of the versions asked for.</summary>
    public static TlsFault NothingToOffer(TlsSettings settings)
    {
        string newest = TlsVersionText.Of(settings.MaxVersion);
        string speaks = settings.MinVersion == settings.MaxVersion
            ? $"does not speak {newest}"
            : $"speaks none of {TlsVersionText.Of(settings.MinVersion)} to {newest}";
        return new(FailureCause.Local, $"the TLS library of this machine, as it is configured, {speaks}");
    }

    /// <summary>A file of this machine cannot be used.</summary>
    public static TlsFault OfFile(string file, string why) => new(FailureCause.Local, $"{InlinePem.NameOf(file)}: {why}");
}
