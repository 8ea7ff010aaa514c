using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.StartTls;

/// <summary>XMPP (RFC 6120 section 5). The stream is opened to the host, which has to be a domain that the server serves.</summary>
internal static class XmppStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("xmpp", 5222, "RFC 6120", host =>
    [
        Label("STARTTLS among the features"),
        Send(XmppStream.OpenTo(host)),
        Reject($@"{XmppStream.Error}|</{XmppStream.Prefix}features\s*>|<{XmppStream.Prefix}features(?:\s[^>]*)?/>|</{XmppStream.Prefix}stream\s*>"),
        ExpectThrough(@"<starttls[\s/>]"),
        ExpectThrough($@"</{XmppStream.Prefix}features\s*>"),
        Label("STARTTLS"),
        Send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"),
        Reject($@"<failure[\s/>]|{XmppStream.Error}|</{XmppStream.Prefix}stream\s*>"),
        ExpectThrough(@"<proceed(?:\s[^>]*)?(?:/>|></proceed\s*>)"),
    ]);
}
