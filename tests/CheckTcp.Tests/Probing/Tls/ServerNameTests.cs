using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Checks;
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

    private static X509Certificate2 CertificateFor(IPAddress address)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
    }
}
