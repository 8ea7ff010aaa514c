using System.Net.Sockets;
using CheckTcp.Probing.Transports.Linux;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing.Transports.Linux;

public sealed class LocalNamesTests : IDisposable
{
    private const string FilesFirst = "passwd: files\nhosts:\t files dns # as usual\n";
    private const string Hosts = "127.0.0.1\tlocalhost farm # barn\n::1 ip6-localhost\n#10.0.0.1 off\n\n10.0.0.2 last";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("localhost", AddressFamily.Unspecified, true)]
    [InlineData("LocalHost", AddressFamily.Unspecified, true)]
    [InlineData("farm", AddressFamily.InterNetwork, true)]
    [InlineData("last", AddressFamily.Unspecified, true)]
    [InlineData("localhost", AddressFamily.InterNetworkV6, false)]
    [InlineData("ip6-localhost", AddressFamily.InterNetworkV6, true)]
    [InlineData("barn", AddressFamily.Unspecified, false)]
    [InlineData("off", AddressFamily.Unspecified, false)]
    [InlineData("local", AddressFamily.Unspecified, false)]
    [InlineData("127.0.0.1", AddressFamily.Unspecified, false)]
    public void A_name_is_local_when_the_hosts_file_has_it_in_that_family(string host, AddressFamily family, bool expected) =>
        Assert.Equal(expected, Names(FilesFirst, Hosts).Have(host, family));

    [Theory]
    [InlineData("hosts: dns files\n")]
    [InlineData("hosts: resolve [!UNAVAIL=return] files\n")]
    [InlineData("# hosts: files\n")]
    [InlineData("hosts:\n")]
    [InlineData("")]
    public void No_name_is_local_when_somebody_else_is_asked_first(string configuration) =>
        Assert.False(Names(configuration, Hosts).Have("localhost", AddressFamily.Unspecified));

    [Fact]
    public void Files_that_are_missing_name_nothing() =>
        Assert.False(new LocalNames(_folder / "none", _folder / "none").Have("localhost", AddressFamily.Unspecified));

    [Fact]
    public void A_file_that_is_too_large_names_nothing() =>
        Assert.False(Names(FilesFirst, Hosts + new string('\n', 20_000)).Have("localhost", AddressFamily.Unspecified));

    private LocalNames Names(string configuration, string hosts) =>
        new(_folder.Write("nsswitch.conf", configuration), _folder.Write("hosts", hosts));
}
