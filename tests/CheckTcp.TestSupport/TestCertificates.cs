using System.Net;

namespace CheckTcp.TestSupport;

/// <summary>One authority that the tests trust, and server certificates good and bad, each made when first asked for.</summary>
public static class TestCertificates
{
    public static TestAuthority Trusted { get; } = TestAuthority.CreateRoot("Test Root");

    private static readonly Lazy<ServerCertificate> LazyValid = new(() => Trusted.Issue(new()));
    private static readonly Lazy<ServerCertificate> LazyRsa = new(() => Trusted.IssueRsa(new()));

    /// <summary>For localhost, from the trusted authority.</summary>
    public static ServerCertificate Valid => LazyValid.Value;

    /// <summary>As <see cref="Valid"/> on an RSA key, which is what most servers still have.</summary>
    public static ServerCertificate ValidRsa => LazyRsa.Value;

    /// <summary>For 127.0.0.1 and no name.</summary>
    public static ServerCertificate ForAddress => Trusted.Issue(new() { DnsName = null, Address = IPAddress.Loopback });

    /// <summary>Valid by way of an intermediate, which the server sends along.</summary>
    public static ServerCertificate ByIntermediate => Trusted.CreateIntermediate("Test Intermediate").Issue(new());

    public static ServerCertificate Expired => Trusted.Issue(new() { ValidFromDay = -90, ValidToDay = -2 });

    public static ServerCertificate NotYetValid => Trusted.Issue(new() { ValidFromDay = 2 });

    public static ServerCertificate WrongName => Trusted.Issue(new() { DnsName = "elsewhere.example" });

    /// <summary>For localhost by its common name alone.</summary>
    public static ServerCertificate ByCommonName => Trusted.Issue(new() { CommonName = "localhost", DnsName = null });

    /// <summary>Signed with a hash for which others have found collisions.</summary>
    public static ServerCertificate BySha1 => Trusted.Issue(new() { IsSignedWithSha1 = true });

    public static ServerCertificate SelfSigned => TestAuthority.SelfSign(new());

    public static ServerCertificate UnknownIssuer => TestAuthority.CreateRoot("Another Root").Issue(new());

    /// <summary>A certificate of the trusted authority that ends on the day.</summary>
    public static ServerCertificate ValidUntil(int day) => Trusted.Issue(new() { ValidToDay = day });
}
