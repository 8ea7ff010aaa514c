using System.Security.Authentication;

namespace CheckTcp;

/// <summary>Versions of TLS as people write them: the one table of their names.</summary>
public static class TlsVersionText
{
    private const string Word = "TLS";

    /// <summary><c>TLS 1.3</c>, as OpenSSL and the blackbox exporter have it, too.</summary>
    public static string Of(TlsVersion version) => $"{Word} {NumberOf(version)}";

    /// <summary>Reads <c>1.3</c>, <c>TLS1.3</c>, <c>TLSv1.3</c> or <c>TLS 1.3</c>, in any case; <c>1</c> is 1.0.</summary>
    /// <returns><c>false</c> when there is no such version.</returns>
    public static bool TryParse(string text, out TlsVersion version)
    {
        ReadOnlySpan<char> number = text;
        if (number.StartsWith(Word, StringComparison.OrdinalIgnoreCase))
        {
            number = number[Word.Length..].TrimStart("vV ");
        }

        for (version = TlsVersion.Tls10; version <= TlsVersion.Tls13; version++)
        {
            if (number.SequenceEqual(NumberOf(version)) || (number is "1" && version == TlsVersion.Tls10))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same of what was agreed on; the platform's word for anything else.</summary>
    internal static string Of(SslProtocols protocol)
    {
        for (TlsVersion version = TlsVersion.Tls10; version <= TlsVersion.Tls13; version++)
        {
            if (TlsVersions.Between(version, version) == protocol)
            {
                return Of(version);
            }
        }

        return protocol.ToString();
    }

    private static string NumberOf(TlsVersion version) => version switch
    {
        TlsVersion.Tls10 => "1.0",
        TlsVersion.Tls11 => "1.1",
        TlsVersion.Tls12 => "1.2",
        _ => "1.3",
    };
}
