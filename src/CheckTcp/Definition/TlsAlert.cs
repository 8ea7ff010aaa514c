using System.Globalization;

namespace CheckTcp;

/// <summary>The alerts with which a peer refuses (RFC 8446 section 6; the older ones RFC 5246 section 7.2).</summary>
internal static class TlsAlert
{
    public const int CloseNotify = 0;

    /// <summary>The number of an alert, given by its name in the RFCs, in any case, or by its number.</summary>
    public static bool TryParse(string text, out byte number)
    {
        if (byte.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            return true;
        }

        for (int candidate = 0; candidate <= byte.MaxValue; candidate++)
        {
            if (Name(candidate).Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                number = (byte)candidate;
                return true;
            }
        }

        return false;
    }

    /// <summary>The alert's name in the RFCs, or its number where it has none.</summary>
    public static string Name(int number) => number switch
    {
        CloseNotify => "close_notify",
        10 => "unexpected_message",
        20 => "bad_record_mac",
        21 => "decryption_failed",
        22 => "record_overflow",
        40 => "handshake_failure",
        41 => "no_certificate",
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
        60 => "export_restriction",
        70 => "protocol_version",
        71 => "insufficient_security",
        80 => "internal_error",
        86 => "inappropriate_fallback",
        90 => "user_canceled",
        100 => "no_renegotiation",
        109 => "missing_extension",
        110 => "unsupported_extension",
        111 => "certificate_unobtainable",
        112 => "unrecognized_name",
        113 => "bad_certificate_status_response",
        114 => "bad_certificate_hash_value",
        115 => "unknown_psk_identity",
        116 => "certificate_required",
        120 => "no_application_protocol",
        121 => "ech_required",
        _ => $"{number}",
    };
}
