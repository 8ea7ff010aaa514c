using System.Security;

namespace CheckTcp.Dialogue;

/// <summary>How a client opens a stream of XMPP (RFC 6120 section 4.7).</summary>
internal static class XmppStream
{
    public static string OpenTo(string host) =>
        $"<?xml version='1.0'?><stream:stream to='{SecurityElement.Escape(host)}' version='1.0' "
        + "xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
}
