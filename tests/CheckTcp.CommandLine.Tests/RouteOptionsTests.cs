using System.Net;
using CheckTcp.CommandLine.Building;
using CheckTcp.CommandLine.Options;
using static CheckTcp.CommandLine.Tests.Reading;

namespace CheckTcp.CommandLine.Tests;

public sealed class RouteOptionsTests
{
    [Fact]
    public void Without_them_the_way_is_direct_and_one_address_is_enough()
    {
        TcpCheck check = Check("-p21");

        Assert.Same(Route.Direct, check.Route);
        Assert.Equal((null, null, ClosedBy.Any), (check.AllAddresses, check.Retries, check.ClosedBy));
    }

    [Theory]
    [InlineData("127.0.0.2", "127.0.0.2")]
    [InlineData("::1", "[::1]")]
    [InlineData("::1", "::1", "-6")]
    [InlineData("127.0.0.2", "127.0.0.2", "-4", "-H127.0.0.1")]
    public void A_source_is_an_address(string expected, string source, params string[] more) =>
        Assert.Equal(IPAddress.Parse(expected), Check(["-p21", "--source", source, .. more]).Route.Source);

    [Theory]
    [InlineData("any", 1)]
    [InlineData("ANY", 1)]
    [InlineData("All", null)]
    [InlineData("2", 2)]
    [InlineData("64", 64)]
    public void All_addresses_have_a_number_that_has_to_pass(string text, int? count)
    {
        TcpCheck check = Check("-p21", "--all-addresses", text);

        Assert.NotNull(check.AllAddresses);
        Assert.Equal(count, check.AllAddresses.Count);
    }

    [Theory]
    [InlineData("socks5://p:1", "ann", "x", "ann", "x")]
    [InlineData("socks5://p:1", "ann", null, "ann", null)]
    [InlineData("socks5://joe@p:1", null, "x", "joe", "x")]
    [InlineData("socks5://joe@p:1", "ann", "x", "joe", "x")]
    [InlineData("socks5://joe:y@p:1", "ann", "x", "joe", "y")]
    [InlineData("socks5://joe:@p:1", null, "x", "joe", "")]
    public void What_the_address_of_a_proxy_leaves_out_comes_from_the_environment(
        string address, string? userThere, string? passwordThere, string user, string? password)
    {
        (Proxy proxy, List<string> faults) = Complete(address, userThere, passwordThere);

        Assert.Empty(faults);
        Assert.Equal((user, password), (proxy.User, proxy.Password));
    }

    [Fact]
    public void A_password_for_a_proxy_without_a_user_is_a_fault() => Assert.Equal(
        ["CHECK_TCP_PROXY_PASSWORD: a password without a user; give that in --proxy or in CHECK_TCP_PROXY_USER"],
        Complete("http://p:1", null, "x").Faults);

    private static (Proxy Proxy, List<string> Faults) Complete(string address, string? user, string? password)
    {
        List<string> faults = [];
        Assert.True(Proxy.TryParse(address, out Proxy? proxy, out _));
        return (new RouteBuilder(new OptionValues(), faults).Completed(proxy, user, password), faults);
    }

    [Fact]
    public void Every_address_may_have_to_refuse_the_handshake() =>
        Assert.NotNull(Check("-p21", "-S", "--all-addresses=all", "--expect-tls-alert=116").AllAddresses);

    [Fact]
    public void A_proxy_and_the_PROXY_protocol_are_taken() => Assert.Equal(
        new Route
        {
            Proxy = new Proxy(ProxyKind.Socks5, "proxy.example", 1080) { User = "ann", Password = "secret" },
            ProxyProtocol = ProxyProtocolVersion.Version2,
        },
        Check("-p21", "--proxy=socks5://ann:secret@proxy.example:1080", "--proxy-protocol=2").Route);

    [Theory]
    [InlineData(3, 1, "--retries=3")]
    [InlineData(100, 0, "--retries=100", "--retry-delay=0")]
    [InlineData(1, 0.25, "--retries=1", "--retry-delay=.25")]
    [InlineData(1, 3000, "--retries=1", "--retry-delay=3000", "-t0")] // no limit
    public void A_failed_run_is_tried_again_on_request(int count, double delay, params string[] arguments) =>
        Assert.Equal(new Retries(count, TimeSpan.FromSeconds(delay)), Check(["-p21", .. arguments]).Retries);

    [Fact]
    public void No_retries_are_none() => Assert.Null(Check("-p21", "--retries=0", "--retry-delay=5").Retries);

    [Theory]
    [InlineData(ClosedBy.Refused, "REFUSED")]
    [InlineData(ClosedBy.Any, "any")]
    public void What_proves_a_closed_port_may_be_told(ClosedBy expected, string text) =>
        Assert.Equal(expected, Check("-p21", "-C", "--closed-by", text).ClosedBy);

    [Theory]
    [InlineData("--source eth0: give an IPv4 or IPv6 address of this machine", "--source=eth0")]
    [InlineData("--source 127.0.0.2: the address is of the other family; leave out -4 and -6", "--source=127.0.0.2", "-6")]
    [InlineData("--source ::1: the address is of the other family; leave out -4 and -6", "--source=::1", "-4")]
    [InlineData("--source ::1: the address of --hostname is of the other family; give one of the same", "--source=::1", "-H127.0.0.1")]
    [InlineData("--source ::1: the address of --proxy is of the other family; give one of the same",
        "--source=::1", "-H::1", "--proxy=http://127.0.0.1:1")]
    [InlineData("--source: a Unix socket is not connected to from an address; leave out one of the two", "--source=::1", "-U/s")]
    [InlineData("--all-addresses some: give any, all, or how many have to pass, 1 to 64", "--all-addresses=some")]
    [InlineData("--all-addresses 0: give any, all, or how many have to pass, 1 to 64", "--all-addresses=0")]
    [InlineData("--all-addresses 65: give any, all, or how many have to pass, 1 to 64", "--all-addresses=65")]
    [InlineData("--all-addresses: a Unix socket has no addresses; leave out one of the two", "--all-addresses=all", "-U/s")]
    [InlineData("--all-addresses: the addresses are known to the proxy alone; take a proxy of socks5://, with which the name is resolved here",
        "--all-addresses=all", "--proxy=http://u:secret@p:1")]
    [InlineData("--proxy: no proxy leads to a Unix socket; leave out one of the two", "--proxy=http://p:1", "-U/s")]
    [InlineData("--proxy: it begins with socks5://, socks5h:// or http://", "--proxy=ftp://u:secret@p:1")]
    [InlineData("--proxy-protocol 3: give 1, 2 or 2-local", "--proxy-protocol=3")]
    [InlineData("--retries -1: 0 to 100 times", "--retries=-1")]
    [InlineData("--retries 101: 0 to 100 times", "--retries=101")]
    [InlineData("--retry-delay -1: 0 to 3600 seconds", "--retries=1", "--retry-delay=-1")]
    [InlineData("--retry-delay NaN: 0 to 3600 seconds", "--retries=1", "--retry-delay=NaN")]
    [InlineData("--retry-delay 3601: 0 to 3600 seconds", "--retries=1", "--retry-delay=3601")]
    [InlineData("--retry-delay: it tells when --retries tries again; give that, too", "--retry-delay=2")]
    [InlineData("--retries 3: a --retry-delay of 1 seconds leaves nothing of the --timeout of 1 for another attempt; shorten the one or lengthen the other",
        "--retries=3", "-t1")]
    [InlineData("--retries 1: a --retry-delay of 12.5 seconds leaves nothing of the --timeout of 10 for another attempt; shorten the one or lengthen the other",
        "--retries=1", "--retry-delay=12.5")]
    [InlineData("--closed-by: it tells what --expect-closed takes for closed; give that, too", "--closed-by=any")]
    [InlineData("--closed-by filtered: give refused or any", "-C", "--closed-by=filtered")]
    public void What_makes_no_sense_is_told_with_the_mend(string fault, params string[] arguments) =>
        Assert.Equal(fault, Senseless(["-p21", .. arguments]).Message);
}
