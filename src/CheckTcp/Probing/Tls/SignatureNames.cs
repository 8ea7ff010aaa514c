namespace CheckTcp.Probing.Tls;

/// <summary>Names of signature algorithms, as the RFCs and OpenSSL write them: the platform's differ from system to system.</summary>
internal static class SignatureNames
{
    /// <returns>The identifier itself when it has no name here.</returns>
    public static string Of(string? identifier) => identifier switch
    {
        "1.2.840.113549.1.1.2" => "md2WithRSAEncryption", // RFC 3279 section 2.2
        "1.2.840.113549.1.1.4" => "md5WithRSAEncryption",
        "1.2.840.113549.1.1.5" => "sha1WithRSAEncryption",
        "1.2.840.10040.4.3" => "dsa-with-SHA1",
        "1.2.840.10045.4.1" => "ecdsa-with-SHA1",
        "1.2.840.113549.1.1.10" => "RSASSA-PSS", // RFC 4055 section 3
        "1.2.840.113549.1.1.14" => "sha224WithRSAEncryption",
        "1.2.840.113549.1.1.11" => "sha256WithRSAEncryption",
        "1.2.840.113549.1.1.12" => "sha384WithRSAEncryption",
        "1.2.840.113549.1.1.13" => "sha512WithRSAEncryption",
        "2.16.840.1.101.3.4.3.2" => "dsa-with-SHA256", // RFC 5758 section 3
        "1.2.840.10045.4.3.1" => "ecdsa-with-SHA224",
        "1.2.840.10045.4.3.2" => "ecdsa-with-SHA256",
        "1.2.840.10045.4.3.3" => "ecdsa-with-SHA384",
        "1.2.840.10045.4.3.4" => "ecdsa-with-SHA512",
        "1.3.101.112" => "Ed25519", // RFC 8410 section 3
        "1.3.101.113" => "Ed448",
        "2.16.840.1.101.3.4.3.17" => "ML-DSA-44", // RFC 9881 section 2
        "2.16.840.1.101.3.4.3.18" => "ML-DSA-65",
        "2.16.840.1.101.3.4.3.19" => "ML-DSA-87",
        _ => identifier ?? "",
    };
}
