using System.Collections.Immutable;
using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>LDAP (RFC 4511 section 4.2): an anonymous bind, and the unbind. That the server wants more than that shows that it
/// works: stronger authentication (8), TLS (13), a name (48), or whatever it is unwilling without (53), as 389 Directory Server is below its
/// minimum SSF and Active Directory where it denies unauthenticated binds. Busy (51) and unavailable (52) are trouble.</summary>
internal static class LdapService
{
    public static WellKnownService Plain { get; } = new("LDAP", 389, "RFC 4511", Dialogue) { StartsTlsBy = "ldap", UnderTls = Dialogue };

    private static ImmutableArray<Step> Dialogue(Target target) =>
    [
        SendBytes("30 0C 02 01 01 60 07 02 01 03 04 00 80 00"),
        ExpectFrame(new BerFraming(), LdapResponse.Pattern(LdapResponse.Bind, LdapResponse.Success, "08", "0D", "30", "35")),
        QuitBytes("30 05 02 01 02 42 00"),
    ];
}
