using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing.Transports.Linux;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Transports.Linux;

public sealed class LocalNamesTests : IDisposable
{
    private const string FilesFirst = "passwd: files\nhosts:\t files dns # as usual\n";
    private const string Hosts =
        "127.0.0.1\tlocalhost farm # barn\n::1 ip6-localhost localhost\n#10.0.0.1 off\n\n127.0.0.1 localhost\nnonsense localhost\n10.0.0.2 last";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("localhost", AddressFamily.Unspecified, "::1 127.0.0.1")]
    [InlineData("LocalHost", AddressFamily.InterNetwork, "127.0.0.1")]
    [InlineData("localhost", AddressFamily.InterNetworkV6, "::1")]
    [InlineData("farm", AddressFamily.Unspecified, "127.0.0.1")]
    [InlineData("farm", AddressFamily.InterNetworkV6, "")]
    [InlineData("last", AddressFamily.Unspecified, "10.0.0.2")]
    [InlineData("barn", AddressFamily.Unspecified, "")]
    [InlineData("off", AddressFamily.Unspecified, "")]
    [InlineData("local", AddressFamily.Unspecified, "")]
    [InlineData("127.0.0.1", AddressFamily.Unspecified, "")]
    public void A_name_has_the_addresses_of_that_family_in_the_hosts_file(string host, AddressFamily family, string expected) =>
        Assert.Equal(expected, string.Join(' ', Names(FilesFirst, Hosts).Find(host, family).AsEnumerable()));

    [Fact]
    public void What_the_hosts_file_of_this_machine_says_is_what_its_resolver_says()
    {
        IPAddress[] found = LocalNames.OfThisMachine.Find("localhost", AddressFamily.InterNetwork);

        Assert.True(found.Length == 0 || found.SequenceEqual(Dns.GetHostAddresses("localhost", AddressFamily.InterNetwork)));
    }

    [Theory]
    [InlineData("hosts: dns files\n")]
    [InlineData("hosts: resolve [!UNAVAIL=return] files\n")]
    [InlineData("hosts: files [SUCCESS=continue] dns\n")]
    [InlineData("# hosts: files\n")]
    [InlineData("hosts:\n")]
    [InlineData("")]
    public void Nothing_is_settled_when_somebody_else_is_asked_too(string configuration) =>
        Assert.Empty(Names(configuration, Hosts).Find("localhost", AddressFamily.Unspecified));

    [Fact]
    public void Files_that_are_missing_name_nothing() =>
        Assert.Empty(new LocalNames(_folder / "none", _folder / "none").Find("localhost", AddressFamily.Unspecified));

    [Fact]
    public void A_file_that_is_too_large_names_nothing() =>
        Assert.Empty(Names(FilesFirst, Hosts + new string('\n', 20_000)).Find("localhost", AddressFamily.Unspecified));

    private LocalNames Names(string configuration, string hosts) =>
        new(_folder.Write("nsswitch.conf", configuration), _folder.Write("hosts", hosts));
}
