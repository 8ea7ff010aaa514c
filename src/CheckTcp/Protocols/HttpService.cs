using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>HTTP/1.1 (RFC 9112): the start page. The server works when it has one, sends elsewhere or refuses, after any 1xx (RFC 9110 section
/// 15.2); an error of its own (5xx) is a failure. So is 400, for the request is sound: a port for TLS answers it so. And 421: the server is none of
/// that host's.</summary>
internal static class HttpService
{
    public static WellKnownService Plain { get; } = new("HTTP", 80, "RFC 9112", target =>
    [
        Send($"GET / HTTP/1.1\r\nHost: {AuthorityOf(target)}\r\nUser-Agent: check-tcp\r\nAccept: */*\r\nConnection: close\r\n\r\n"),
        Expect(@"^(?:HTTP/1\.[01] 1\d\d\b.*\n(?:[^\r\n].*\n)*\r?\n)*HTTP/1\.[01] (?:[23]\d\d|4(?:0[1-9]|1\d|2[02-9]|[3-9]\d))\b"),
    ]);

    /// <summary>The field <c>Host</c> (RFC 9110 section 7.2), with the port where it is not a usual one.</summary>
    private static string AuthorityOf(Target target) =>
        target.Port is null or 80 or 443 ? HostInUri(target) : $"{HostInUri(target)}:{target.Port}";
}
