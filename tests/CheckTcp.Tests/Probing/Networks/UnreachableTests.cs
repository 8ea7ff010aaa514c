using CheckTcp.TestSupport;
using CheckTcp.TestSupport.Networks;

namespace CheckTcp.Tests.Probing.Networks;

/// <summary>Targets that cannot be reached, because this machine has no way there or because somebody on the way says so.</summary>
public class UnreachableTests
{
    private const string Routes = """
        ip route add prohibit 192.0.2.0/24
        ip route add unreachable 198.51.100.0/24
        ip route add blackhole 203.0.113.0/24
        ip route add prohibit 2001:db8:1::/48
        ip route add unreachable 2001:db8:2::/48
        ip route add blackhole 2001:db8:3::/48
        """;

    /// <summary>A router that rejects: what nft calls it, and the reject routes of the kernel.</summary>
    private const string Rejecting = NetworkNamespace.BehindRouter + """
        ip netns exec router sh -ec '
            ip route add prohibit 198.51.100.13
            ip route add prohibit 2001:db8:ff::13
            nft "add table inet f; add chain inet f forward { type filter hook forward priority 0; }"
            for reject in "ip daddr 198.51.100.1 reject with icmp type net-unreachable" \
                "ip daddr 198.51.100.2 reject with icmp type prot-unreachable" \
                "ip daddr 198.51.100.3 reject with icmp type admin-prohibited" \
                "ip6 daddr 2001:db8:ff::1 reject with icmpv6 type no-route" \
                "ip6 daddr 2001:db8:ff::2 reject with icmpv6 type admin-prohibited"
            do
                nft add rule inet f forward $reject
            done'
        """;

    private const string Unreachable = "network or host unreachable";
    private const string Prohibited = Unreachable + " (administratively prohibited): a router or firewall on the way rejects the connection";

    [Theory]
    [InlineData("192.0.2.1", "permission denied by a route or a policy of this machine; see ip route get 192.0.2.1")]
    [InlineData("198.51.100.1", Unreachable + ": this machine has no route to it; see ip route get 198.51.100.1")]
    [InlineData("203.0.113.1", Unreachable + ": this machine has a blackhole route to it; see ip route get 203.0.113.1")]
    [InlineData("2001:db8:1::1", "permission denied by a route or a policy of this machine; see ip route get 2001:db8:1::1")]
    [InlineData("2001:db8:2::1", Unreachable + ": this machine has no route to it; see ip route get 2001:db8:2::1")]
    [InlineData("2001:db8:3::1", Unreachable + ": this machine has a blackhole route to it; see ip route get 2001:db8:3::1")]
    [InlineData("100.64.0.1", Unreachable + ": this machine has no route to it; see ip route get 100.64.0.1")]
    [InlineData("127.255.255.255", Unreachable + ": this machine has no route to it; see ip route get 127.255.255.255")]
    [InlineData("224.0.0.1", Unreachable + ": a multicast or broadcast address; give the address of one host")]
    [InlineData("255.255.255.255", Unreachable + ": a multicast or broadcast address; give the address of one host")]
    [InlineData("ff02::1", Unreachable + ": a multicast or broadcast address; give the address of one host")]
    [InlineData("fe80::1", "a link-local address without its interface; give both, as in fe80::1%eth0")]
    public async Task What_this_machine_refuses_is_named_and_never_proves_that_a_port_is_closed(string host, string words)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync(Routes);
        string expected = $"TCP CRITICAL: connect to {(host.Contains(':') ? $"[{host}]" : host)}:80: {words}\n";

        foreach (Transport transport in Enum.GetValues<Transport>())
        {
            Assert.Equal(expected, (await network.CheckAsync(transport, "-H", host, "-p", "80", "-C")).Output);
        }
    }

    [Theory]
    [InlineData("198.51.100.1", Unreachable)]
    [InlineData("198.51.100.2", Unreachable + " (protocol unreachable): a router or firewall on the way rejects the connection", "Sockets")]
    [InlineData("198.51.100.3", Unreachable)] // ICMP's number for it is that of a host that is not reached
    [InlineData("198.51.100.13", Unreachable)]
    [InlineData("2001:db8:ff::1", Unreachable)]
    [InlineData("2001:db8:ff::2", Prohibited)]
    [InlineData("2001:db8:ff::13", Prohibited)]
    public async Task What_a_router_answers_is_named_and_is_no_refusal(string host, string words, string without = "")
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync(Rejecting);
        string failure = $"connect to {(host.Contains(':') ? $"[{host}]" : host)}:80: {words}\n";

        foreach (Transport transport in Enum.GetValues<Transport>().Where(transport => $"{transport}" != without))
        {
            Assert.Equal(
                $"TCP CRITICAL: Filtered port, not a closed one. (port=80): {failure}",
                (await network.CheckAsync(transport, "-H", host, "-p", "80", "-C", "--closed-by", "refused")).Output);
        }
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    [InlineData(Transport.Sockets)]
    public async Task An_IPv4_address_that_is_written_as_one_of_IPv6_is_that_address(Transport transport)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync("echo 1 >/proc/sys/net/ipv6/bindv6only");

        ProgramRun run = await network.CheckAsync(transport, "-H", "::ffff:127.0.0.1", "-p", "80");

        Assert.Equal("TCP CRITICAL: connect to 127.0.0.1:80: connection refused\n", run.Output);
    }
}
