using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Watching;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Watching;

public class CertificateMarkTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_a_server_shows_first_is_decoded()
    {
        ServerCertificate server = TestCertificates.ByIntermediate;

        ShownCertificate shown = CertificateMark.New.After(Session(server, At) with { ChainIsTrusted = true }).Latest!;

        Assert.Equal(server.Leaf.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256), shown.Fingerprint);
        Assert.Equal(("CN=server", "CN=server"), (shown.Subject, shown.FirstSubject));
        Assert.Equal((server.Leaf.NotAfter.ToUniversalTime(), true, At), (shown.NotAfter.UtcDateTime, shown.ChainIsTrusted, shown.Since));
        Assert.Null(shown.PreviousFingerprint);
    }

    [Fact]
    public void The_same_bytes_are_not_decoded_again()
    {
        CertificateMark mark = CertificateMark.New.After(Session(TestCertificates.Valid, At));

        Assert.Same(mark, mark.After(Session(TestCertificates.Valid, At.AddDays(1))));
    }

    [Fact]
    public void The_same_certificate_after_a_restart_is_no_news()
    {
        ShownCertificate stored = CertificateMark.New.After(Session(TestCertificates.Valid, At)).Latest! with { PreviousFingerprint = "AA" };

        Assert.Equal(stored, new CertificateMark(stored).After(Session(TestCertificates.Valid, At.AddDays(1))).Latest);
    }

    [Fact]
    public void Another_one_remembers_which_it_took_the_place_of_and_when()
    {
        CertificateMark first = CertificateMark.New.After(Session(TestCertificates.Valid, At));

        ShownCertificate second = first.After(Session(TestCertificates.ValidRsa, At.AddDays(1))).Latest!;

        Assert.Equal((first.Latest!.Fingerprint, At.AddDays(1)), (second.PreviousFingerprint, second.Since));
        Assert.NotEqual(first.Latest.Fingerprint, second.Fingerprint);
    }

    [Fact]
    public void Another_chain_or_another_trust_in_it_is_news_of_the_same_certificate()
    {
        ServerCertificate soon = TestCertificates.Trusted.Issue(new() { CommonName = "soon", ValidToDay = 1 });
        CertificateMark first = CertificateMark.New.After(Session(TestCertificates.Valid, At));

        ShownCertificate other = first.After(Session(TestCertificates.Valid, At.AddDays(1)) with { Chain = [soon.Leaf.RawData] }).Latest!;
        ShownCertificate trusted = first.After(Session(TestCertificates.Valid, At.AddDays(1)) with { ChainIsTrusted = true }).Latest!;

        Assert.Equal(first.Latest! with { FirstSubject = "CN=soon", FirstNotAfter = soon.Leaf.NotAfter.ToUniversalTime() }, other);
        Assert.Equal(first.Latest! with { ChainIsTrusted = true }, trusted);
    }

    [Fact]
    public void One_that_cannot_be_read_leaves_what_was_known()
    {
        CertificateMark first = CertificateMark.New.After(Session(TestCertificates.Valid, At));

        CertificateMark second = first.After(new TlsSession { At = At, Certificate = new byte[100] });

        Assert.Equal(first.Latest, second.Latest);
    }

    private static TlsSession Session(ServerCertificate server, DateTimeOffset at) => new()
    {
        At = at,
        Certificate = server.Leaf.RawData,
        Chain = [.. server.Intermediates.Select(above => (ReadOnlyMemory<byte>)above.RawData)],
    };
}
