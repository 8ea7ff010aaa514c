namespace CheckTcp.Probing.Tls;

/// <summary>The alerts with which a peer refuses (RFC 8446 section 6; the older ones RFC 5246 section 7.2).</summary>
internal static class TlsAlert
{
    // OpenSSL reports a received alert as reason 1000 + number (ssl/sslerr.h); the reason is the low part of the error code, which
    // the platform hands on as the exception's HResult. Its width differs between OpenSSL 1.1 and 3; these values fit into both.
    private const int ReasonMask = 0xFFF;
    private const int AlertReasonBase = 1000;

    /// <summary>The alert that an OpenSSL error stands for, or <c>null</c> if it is another error.</summary>
    public static int? FromOpenSslError(int code)
    {
        int number = (code & ReasonMask) - AlertReasonBase;
        return number is >= 0 and <= byte.MaxValue ? number : null;
    }

    /// <summary>The alert's name in the RFCs, or its number.</summary>
    public static string Name(int number) => number switch
    {
        0 => "close_notify",
        10 => "unexpected_message",
        20 => "bad_record_mac",
        21 => "decryption_failed",
        22 => "record_overflow",
        40 => "handshake_failure",
        42 => "bad_certificate",
        43 => "unsupported_certificate",
        44 => "certificate_revoked",
        45 => "certificate_expired",
        46 => "certificate_unknown",
        47 => "illegal_parameter",
        48 => "unknown_ca",
        49 => "access_denied",
        50 => "decode_error",
        51 => "decrypt_error",
        70 => "protocol_version",
        71 => "insufficient_security",
        80 => "internal_error",
        86 => "inappropriate_fallback",
        90 => "user_canceled",
        100 => "no_renegotiation",
        109 => "missing_extension",
        110 => "unsupported_extension",
        112 => "unrecognized_name",
        113 => "bad_certificate_status_response",
        115 => "unknown_psk_identity",
        116 => "certificate_required",
        120 => "no_application_protocol",
        _ => $"alert {number}",
    };
}
