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
            echo 0 >/proc/sys/net/ipv4/icmp_ratelimit
            echo 0 >/proc/sys/net/ipv6/icmp/ratelimit
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

    private const string ProtocolUnreachable = "198.51.100.2";
    private const string Unreachable = "network or host unreachable";
    private const string Prohibited = Unreachable + " (administratively prohibited): a router or firewall on the way rejects the connection";

    private static readonly Dictionary<string, string> ByThisMachine = new()
    {
        ["192.0.2.1"] = "permission denied by a route or a policy of this machine; see ip route get 192.0.2.1",
        ["198.51.100.1"] = Unreachable + ": this machine has no route to it; see ip route get 198.51.100.1",
        ["203.0.113.1"] = Unreachable + ": this machine has a blackhole route to it; see ip route get 203.0.113.1",
        ["2001:db8:1::1"] = "permission denied by a route or a policy of this machine; see ip route get 2001:db8:1::1",
        ["2001:db8:2::1"] = Unreachable + ": this machine has no route to it; see ip route get 2001:db8:2::1",
        ["2001:db8:3::1"] = Unreachable + ": this machine has a blackhole route to it; see ip route get 2001:db8:3::1",
        ["100.64.0.1"] = Unreachable + ": this machine has no route to it; see ip route get 100.64.0.1",
        ["127.255.255.255"] = Unreachable + ": this machine has no route to it; see ip route get 127.255.255.255",
        ["224.0.0.1"] = Unreachable + ": a multicast or broadcast address; give the address of one host",
        ["255.255.255.255"] = Unreachable + ": a multicast or broadcast address; give the address of one host",
        ["ff02::1"] = Unreachable + ": a multicast or broadcast address; give the address of one host",
        ["fe80::1"] = "a link-local address without its interface; give both, as in fe80::1%eth0",
    };

    private static readonly Dictionary<string, string> ByRouter = new()
    {
        ["198.51.100.1"] = Unreachable,
        [ProtocolUnreachable] = Unreachable + " (protocol unreachable): a router or firewall on the way rejects the connection",
        ["198.51.100.3"] = Unreachable, // ICMP's number for it is that of a host that is not reached
        ["198.51.100.13"] = Unreachable,
        ["2001:db8:ff::1"] = Unreachable,
        ["2001:db8:ff::2"] = Prohibited,
        ["2001:db8:ff::13"] = Prohibited,
    };

    // One network and one program a transport for all hosts: most of a test's time would go into them.
    private static readonly Lazy<Task<Dictionary<Transport, string>>> SeenByThisMachine = new(() => CheckAsync(Routes, ByThisMachine.Keys, "-C"));
    private static readonly Lazy<Task<Dictionary<Transport, string>>> SeenByRouter =
        new(() => CheckAsync(Rejecting, ByRouter.Keys, "-C", "--closed-by", "refused"));

    public static TheoryData<string> RefusedByThisMachine => [.. ByThisMachine.Keys];

    public static TheoryData<string> RejectedByRouter => [.. ByRouter.Keys];

    [Theory]
    [MemberData(nameof(RefusedByThisMachine))]
    public async Task What_this_machine_refuses_is_named_and_never_proves_that_a_port_is_closed(string host)
    {
        string expected = $"TCP CRITICAL: connect to {(host.Contains(':') ? $"[{host}]" : host)}:80: {ByThisMachine[host]}";

        foreach ((_, string output) in await SeenByThisMachine.Value)
        {
            Assert.Single(output.Split('\n'), expected);
        }
    }

    [Theory]
    [MemberData(nameof(RejectedByRouter))]
    public async Task What_a_router_answers_is_named_and_is_no_refusal(string host)
    {
        string failure = $"connect to {(host.Contains(':') ? $"[{host}]" : host)}:80: {ByRouter[host]}";
        string expected = $"TCP CRITICAL: Filtered port, not a closed one. (port=80): {failure}";

        foreach ((Transport transport, string output) in await SeenByRouter.Value)
        {
            // The platform's sockets may take an answer that was faster than they were for an error of this machine.
            if ((host, transport) != (ProtocolUnreachable, Transport.Sockets)) // which may have no name for that error
            {
                Assert.Single(
                    output.Split('\n'),
                    line => line == expected || (transport == Transport.Sockets && line.StartsWith($"TCP CRITICAL: {failure}: this machine", StringComparison.Ordinal)));
            }
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

    private static async Task<Dictionary<Transport, string>> CheckAsync(string setUp, IEnumerable<string> hosts, params string[] options)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync(setUp);
        string[] checks = [.. hosts.SelectMany(host => (string[])["AND", "-H", host, "-p", "80", .. options]).Skip(1)];
        Dictionary<Transport, string> seen = [];
        foreach (Transport transport in Enum.GetValues<Transport>())
        {
            seen.Add(transport, (await network.CheckAsync(transport, checks)).Output);
        }

        return seen;
    }
}
