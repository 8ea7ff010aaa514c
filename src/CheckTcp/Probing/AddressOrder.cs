using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Probing;

/// <summary>The order in which the addresses of a host are tried.</summary>
internal static class AddressOrder
{
    /// <summary>More addresses than any real service has; the rest of an endless answer is not tried.</summary>
    public const int MaxAddresses = 64;

    /// <summary>Keeps the resolver's order within each family and alternates between the families, the preferred one first: so a
    /// family without a route costs one attempt's head start, not one for each of its addresses (RFC 8305 section 4).</summary>
    public static List<IPAddress> Interleave(IReadOnlyList<IPAddress> resolved)
    {
        var ordered = new List<IPAddress>(resolved.Count);
        if (resolved.Count == 0)
        {
            return ordered;
        }

        AddressFamily first = resolved[0].AddressFamily;
        IPAddress[] preferred = [.. resolved.Where(address => address.AddressFamily == first)];
        IPAddress[] others = [.. resolved.Where(address => address.AddressFamily != first)];
        for (int i = 0; i < Math.Max(preferred.Length, others.Length) && ordered.Count < MaxAddresses; i++)
        {
            ordered.AddRange(preferred.Skip(i).Take(1));
            ordered.AddRange(others.Skip(i).Take(1));
        }

        return ordered;
    }

    public static AddressFamily FamilyOf(AddressFamilies families) => families switch
    {
        AddressFamilies.IPv4 => AddressFamily.InterNetwork,
        AddressFamilies.IPv6 => AddressFamily.InterNetworkV6,
        _ => AddressFamily.Unspecified,
    };
}
