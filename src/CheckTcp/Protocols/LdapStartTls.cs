using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>LDAP (RFC 4511 section 4.14): the extended request 1.3.6.1.4.1.1466.20037, which success answers.</summary>
internal static class LdapStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("ldap", 389, "RFC 4511", _ =>
    [
        Label("StartTLS"),
        SendBytes("30 1D 02 01 01 77 18 80 16 31 2E 33 2E 36 2E 31 2E 34 2E 31 2E 31 34 36 36 2E 32 30 30 33 37"),
        ExpectFrame(new BerFraming(), LdapResponse.Pattern(LdapResponse.Extended, LdapResponse.Success)),
    ])
    {
        Goodbye = () => [QuitBytes("30 05 02 01 02 42 00")],
    };
}
