using System.Collections.Immutable;
using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>XMPP (RFC 6120 section 5). The stream is opened to the host, which has to be a domain that the server serves.</summary>
internal static class XmppStartTls
{
    private const int ServerPort = 5269;

    /// <summary>As a client does; but no client is served at the port that is assigned to servers (section 14.7).</summary>
    public static StartTlsProtocol OfClients { get; } =
        new("xmpp", 5222, "RFC 6120", target => Steps(target, target.Port == ServerPort ? "server" : "client"));

    /// <summary>As another server does.</summary>
    public static StartTlsProtocol OfServers { get; } = new("xmpp-server", ServerPort, "RFC 6120", target => Steps(target, "server"));

    private static ImmutableArray<Step> Steps(Target target, string side) =>
    [
        Label("STARTTLS among the features"),
        Send(XmppStream.OpenTo(target.HostElsewhere, side)),
        Reject($@"{XmppStream.Error}|</{XmppStream.Prefix}features\s*>|<{XmppStream.Prefix}features(?:\s[^>]*)?/>|</{XmppStream.Prefix}stream\s*>"),
        ExpectThrough(@"<starttls[\s/>]"),
        ExpectThrough($@"</{XmppStream.Prefix}features\s*>"),
        Label("STARTTLS"),
        Send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
        Reject($@"<failure[\s/>]|{XmppStream.Error}|</{XmppStream.Prefix}stream\s*>"),
        ExpectThrough(@"<proceed(?:\s[^>]*)?(?:/>|></proceed\s*>)"),
    ];
}
