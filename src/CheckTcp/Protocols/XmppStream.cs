using System.Security;

namespace CheckTcp.Protocols;

/// <summary>How a stream of XMPP is opened (RFC 6120 section 4.7).</summary>
internal static class XmppStream
{
    /// <summary>Pattern of the prefix of the stream's own elements, which the server chooses, or leaves out where it makes theirs the default
    /// namespace (RFC 6120 section 4.8.5).</summary>
    public const string Prefix = @"(?:[\w.-]+:)?";

    /// <summary>Pattern of an error of the stream, which ends it.</summary>
    public const string Error = $@"<{Prefix}error[\s>]";

    /// <param name="host">The domain that is asked for.</param>
    /// <param name="side">What the stream comes from, <c>client</c> or <c>server</c>: its namespace (section 4.8.3).</param>
    public static string OpenTo(string host, string side = "client") =>
        $"<?xml version='1.0'?><stream:stream to='{SecurityElement.Escape(host)}' version='1.0' "
        + $"xmlns='jabber:{side}' xmlns:stream='http://etherx.jabber.org/streams'>";
}
