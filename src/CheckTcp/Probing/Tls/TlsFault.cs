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

    /// <summary>Nothing was wrong where the server was to refuse.</summary>
    public static TlsFault NotRefused(byte alert) =>
        new(FailureCause.TlsNotRefused, $"the server does not refuse; TLS alert {TlsAlert.Name(alert)} was expected");

    /// <summary>This machine's TLS library speaks none of the versions asked for.</summary>
    public static TlsFault NothingToOffer(TlsSettings settings) => new(
        FailureCause.Local,
        $"the TLS library of this machine, as it is configured, speaks none of {Name(settings.MinVersion)} to {Name(settings.MaxVersion)}");

    /// <summary>A file of this machine cannot be used.</summary>
    public static TlsFault OfFile(string file, string why) => new(FailureCause.Local, $"{file}: {why}");

    private static string Name(TlsVersion version) => version switch
    {
        TlsVersion.Tls10 => "TLS 1.0",
        TlsVersion.Tls11 => "TLS 1.1",
        TlsVersion.Tls12 => "TLS 1.2",
        _ => "TLS 1.3",
    };
}
