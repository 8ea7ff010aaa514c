using System.Security.Authentication;

namespace CheckTcp.Verdicts;

/// <summary>Versions of TLS as people write them.</summary>
internal static class TlsVersionText
{
    /// <summary><c>TLS 1.3</c>, as OpenSSL and the blackbox exporter have it, too.</summary>
    public static string Of(SslProtocols protocol) => protocol.ToString() switch
    {
        "Tls13" => "TLS 1.3",
        "Tls12" => "TLS 1.2",
        "Tls11" => "TLS 1.1",
        "Tls" => "TLS 1.0",
        var other => other,
    };
}
