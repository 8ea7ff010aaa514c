using System.Collections.Immutable;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>An interface of the machine and its addresses.</summary>
/// <param name="Name">As in <c>eth0</c>.</param>
/// <param name="Ipv4Addresses">Its addresses.</param>
/// <param name="Ipv6Addresses">Its addresses, without those that only hold on one link.</param>
/// <param name="MacAddress">As in <c>02:fc:00:00:00:01</c>; left out when it has none.</param>
internal sealed record NetworkAddresses(
    string Name, ImmutableArray<string> Ipv4Addresses, ImmutableArray<string> Ipv6Addresses, string? MacAddress)
{
    /// <summary>Those of the machine that have an address, without the loopback.</summary>
    public static ImmutableArray<NetworkAddresses> Read()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(network => network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
                .Select(network => Of(
                    network.Name,
                    network.GetIPProperties().UnicastAddresses.Select(address => address.Address),
                    network.GetPhysicalAddress().GetAddressBytes()))
                .OfType<NetworkAddresses>()];
        }
        catch (NetworkInformationException)
        {
            return []; // such as in a container that may not look
        }
    }

    /// <returns><c>null</c> when it has no address that is told.</returns>
    internal static NetworkAddresses? Of(string name, IEnumerable<IPAddress> addresses, byte[] mac)
    {
        ILookup<AddressFamily, string> told = addresses
            .Where(address => !address.IsIPv6LinkLocal)
            .ToLookup(address => address.AddressFamily, address => new IPAddress(address.GetAddressBytes()).ToString());
        return told.Count == 0
            ? null
            : new NetworkAddresses(
                name,
                [.. told[AddressFamily.InterNetwork]],
                [.. told[AddressFamily.InterNetworkV6]],
                mac.Any(part => part != 0) ? string.Join(':', mac.Select(part => Convert.ToHexStringLower([part]))) : null);
    }
}
