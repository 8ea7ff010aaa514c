using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Probing.Transports;

/// <summary>How long one family's addresses wait for the other's (RFC 8305 section 3).</summary>
/// <remarks>The system's resolver answers when it has both, in the order of RFC 6724, or when it has given one up after many seconds. A look-up that
/// takes longer than most is therefore made again for each family apart, and what one of them finds is used if nothing more comes.</remarks>
internal static class ResolutionDelay
{
    /// <summary>Name servers of the same network answer sooner: no question more is asked of them.</summary>
    public static readonly TimeSpan BeforeAskingApart = TimeSpan.FromMilliseconds(20);

    /// <summary>From the answer for one family on, as RFC 8305 section 3 recommends.</summary>
    public static readonly TimeSpan AfterFirstFamily = TimeSpan.FromMilliseconds(50);

    /// <summary>Whether one family's answer may come without the other's.</summary>
    public static bool Concerns(AddressFamily family) => family == AddressFamily.Unspecified;

    /// <summary>What both families' answers come to, IPv6 first, as the resolver would have it (RFC 6724 section 2.1).</summary>
    public static IPAddress[] Join(IPAddress[]? four, IPAddress[]? six) => [.. six ?? [], .. four ?? []];
}
