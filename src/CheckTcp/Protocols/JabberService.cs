using System.Collections.Immutable;
using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>XMPP (RFC 6120 section 4.3): a stream to the target's host, which the server answers with its features when it serves that
/// domain.</summary>
internal static class JabberService
{
    public static WellKnownService Plain { get; } = new("JABBER", 5222, "RFC 6120", Dialogue)
    {
        Quit = "</stream:stream>",
        StartsTlsBy = "xmpp",
        UnderTls = Dialogue,
    };

    private static ImmutableArray<Step> Dialogue(Target target) =>
    [
        Send(XmppStream.OpenTo(target.HostElsewhere)),
        Reject(XmppStream.Error),
        Expect($@"<{XmppStream.Prefix}stream\s[^>]*>\s*<{XmppStream.Prefix}features[\s/>]"),
    ];
}
