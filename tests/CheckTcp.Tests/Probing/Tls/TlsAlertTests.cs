using CheckTcp.Probing.Tls;

namespace CheckTcp.Tests.Probing.Tls;

public class TlsAlertTests
{
    [Theory]
    [InlineData(0x0A000410, 40)] // OpenSSL 3: library 20 << 23
    [InlineData(0x14094410, 40)] // OpenSSL 1.1: library 20 << 24, function 0x094
    [InlineData(0x0A00045C, 116)]
    [InlineData(0x0A0003E8, 0)]
    [InlineData(0x0A0004E7, 255)]
    public void A_received_alert_is_known_by_the_reason(int code, int alert) => Assert.Equal(alert, OpenSslError.AlertOf(code));

    [Theory]
    [InlineData(0)]
    [InlineData(0x0A00010B)] // wrong version number
    [InlineData(0x0A0003E7)]
    [InlineData(0x0A0004E8)]
    [InlineData(unchecked((int)0x80131430))] // its reason would be an alert's
    [InlineData(0x02000410)] // another library of OpenSSL
    [InlineData(unchecked((int)0x80131501))] // a plain exception of .NET
    public void Any_other_error_is_no_alert(int code) => Assert.Null(OpenSslError.AlertOf(code));

    [Theory]
    [InlineData(0, "close_notify")]
    [InlineData(10, "unexpected_message")]
    [InlineData(20, "bad_record_mac")]
    [InlineData(21, "decryption_failed")]
    [InlineData(22, "record_overflow")]
    [InlineData(40, "handshake_failure")]
    [InlineData(42, "bad_certificate")]
    [InlineData(43, "unsupported_certificate")]
    [InlineData(44, "certificate_revoked")]
    [InlineData(45, "certificate_expired")]
    [InlineData(46, "certificate_unknown")]
    [InlineData(47, "illegal_parameter")]
    [InlineData(48, "unknown_ca")]
    [InlineData(49, "access_denied")]
    [InlineData(50, "decode_error")]
    [InlineData(51, "decrypt_error")]
    [InlineData(70, "protocol_version")]
    [InlineData(71, "insufficient_security")]
    [InlineData(80, "internal_error")]
    [InlineData(86, "inappropriate_fallback")]
    [InlineData(90, "user_canceled")]
    [InlineData(100, "no_renegotiation")]
    [InlineData(109, "missing_extension")]
    [InlineData(110, "unsupported_extension")]
    [InlineData(112, "unrecognized_name")]
    [InlineData(113, "bad_certificate_status_response")]
    [InlineData(115, "unknown_psk_identity")]
    [InlineData(116, "certificate_required")]
    [InlineData(120, "no_application_protocol")]
    public void An_alert_has_the_name_of_the_rfcs(int number, string name) => Assert.Equal(name, TlsAlert.Name(number));

    [Fact]
    public void An_alert_without_a_name_shows_its_number() => Assert.Equal("200", TlsAlert.Name(200));

    [Theory]
    [InlineData("certificate_required", 116)]
    [InlineData("Certificate_Required", 116)]
    [InlineData("116", 116)]
    [InlineData("0", 0)]
    [InlineData("255", 255)]
    public void An_alert_is_given_by_its_name_or_number(string text, byte number)
    {
        Assert.True(TlsAlert.TryParse(text, out byte parsed));
        Assert.Equal(number, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("256")]
    [InlineData("-1")]
    [InlineData("certificate")]
    public void What_is_no_alert_is_not_taken_for_one(string text) => Assert.False(TlsAlert.TryParse(text, out _));
}
