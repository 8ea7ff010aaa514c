using System.Net;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing.Tls;

namespace CheckTcp.Tests.Probing.Tls;

public class ServerNameTests
{
    [Theory]
    [InlineData("fe80::1%1")]
    [InlineData("[fe80::1%1]")]
    [InlineData("fe80::1%nowhere0")]
    public void A_certificate_is_compared_without_the_zone(string host)
    {
        using X509Certificate2 certificate = CertificateFor(IPAddress.Parse("fe80::1"));

        ServerName name = ServerName.Of(Target.Tcp(host, 443), TlsSettings.Verified)!;

        Assert.True(name.IsBorneBy(certificate));
        Assert.Equal("", name.Indication);
        Assert.True(ServerName.Of(Target.Tcp("x", 443), TlsSettings.Verified with { ServerName = host })!.IsBorneBy(certificate));
    }

    [Fact]
    public void An_internationalized_name_is_indicated_as_DNS_has_it() =>
        Assert.Equal("xn--bcher-kva.example", ServerName.Of(Target.Tcp("B\u00FCcher.example", 443), TlsSettings.Verified)!.Indication);

    [Theory]
    [InlineData("www.example.com", "www.example.com", true)]
    [InlineData("WWW.example.com", "www.EXAMPLE.com.", true)]
    [InlineData("example.com", "www.example.com", false)]
    [InlineData("*.example.com", "www.example.com", true)]
    [InlineData("*.example.com", "a.b.example.com", false)] // one label alone
    [InlineData("*.example.com", "example.com", false)]
    [InlineData("*.com", "example.com", false)] // nobody has a whole top-level domain
    [InlineData("*.localhost", "a.localhost", false)]
    [InlineData("*", "localhost", false)]
    [InlineData("*.", "localhost", false)]
    [InlineData("w*.example.com", "www.example.com", false)] // RFC 9525 section 6.3
    [InlineData("*w.example.com", "www.example.com", false)]
    [InlineData("www.*.com", "www.example.com", false)]
    [InlineData("*.*.example.com", "a.b.example.com", false)]
    [InlineData("_sip.example.com", "_sip.example.com", true)]
    [InlineData("*.example.com", "_sip.example.com", true)]
    [InlineData("*.example.com", "a--b-.example.com", true)]
    [InlineData("xn--bcher-kva.example", "b\u00FCcher.example", true)]
    [InlineData("127.0.0.1", "127.0.0.1", false)] // an address that stands among the names
    public void A_certificate_is_for_the_names_that_RFC_9525_takes_it_for(string presented, string host, bool expected) =>
        Assert.Equal(expected, NameOf(host).IsBorneBy(IssuedCertificate.Of("server", null, [IssuedCertificate.Names(presented)])));

    [Fact]
    public void The_common_name_counts_for_nothing() =>
        Assert.False(NameOf("www.example.com").IsBorneBy(IssuedCertificate.Of("www.example.com", null, [])));

    [Theory]
    [InlineData("fe80::1", true)]
    [InlineData("[fe80::1]", true)]
    [InlineData("fe80::2", false)]
    public void An_address_is_compared_as_such(string host, bool expected)
    {
        using X509Certificate2 certificate = CertificateFor(IPAddress.Parse("fe80::1"));

        Assert.Equal(expected, NameOf(host).IsBorneBy(certificate));
    }

    [Theory]
    [InlineData("_sip._tls.example.com")]
    [InlineData("_x")]
    [InlineData("r1---sn-a-.example.com")]
    public void A_label_of_DNS_is_told_as_it_is(string host) => Assert.Equal(host, NameOf(host).Indication);

    private static ServerName NameOf(string host) => ServerName.Of(Target.Tcp(host, 443), TlsSettings.Verified)!;

    private static X509Certificate2 CertificateFor(IPAddress address)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        return IssuedCertificate.Of("server", null, [names.Build()]);
    }
}
