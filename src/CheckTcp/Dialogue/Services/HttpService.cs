using CheckTcp.Checks;
using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>HTTP/1.1 (RFC 9112): the start page. The server works when it has one, sends elsewhere or refuses; an error of its own (5xx) is a
/// failure.</summary>
internal static class HttpService
{
    public static WellKnownService Plain { get; } = new("HTTP", 80, "RFC 9112", target =>
    [
        Send($"GET / HTTP/1.1\r\nHost: {AuthorityOf(target)}\r\nUser-Agent: check-tcp\r\nAccept: */*\r\nConnection: close\r\n\r\n"),
        Expect(@"^HTTP/1\.[01] [234]\d\d\b"),
    ]);

    /// <summary>The field <c>Host</c> (RFC 9110 section 7.2), with the port where it is not a usual one.</summary>
    private static string AuthorityOf(Target target) =>
        target.Port is null or 80 or 443 ? HostInUri(target) : $"{HostInUri(target)}:{target.Port}";
}
