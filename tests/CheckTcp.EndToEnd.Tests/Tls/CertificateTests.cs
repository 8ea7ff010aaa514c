using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Tls;

public class CertificateTests
{
    public static TheoryData<string, ServerCertificate> Good => new()
    {
        { "localhost", TestCertificates.Valid },
        { "localhost", TestCertificates.ValidRsa },
        { "localhost", TestCertificates.ByIntermediate },
        { "127.0.0.1", TestCertificates.ForAddress },
    };

    public static TheoryData<string, ServerCertificate> Bad => new()
    {
        { @"expired on \d{4}-\d\d-\d\d", TestCertificates.Expired },
        { @"not valid before \d{4}-\d\d-\d\d", TestCertificates.NotYetValid },
        { "self-signed", TestCertificates.SelfSigned },
        { "not for localhost", TestCertificates.WrongName },
        { "unknown issuer CN=Another Root", TestCertificates.UnknownIssuer },
    };

    private static CertificateTerms AllWrong { get; } = new() { DnsName = "elsewhere.example", ValidFromDay = -90, ValidToDay = -2 };

    [Theory]
    [MemberData(nameof(Good), DisableDiscoveryEnumeration = true)]
    public async Task A_good_certificate_is_accepted(string host, ServerCertificate certificate)
    {
        ProgramRun run = await RunAsync(host, certificate);

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_certificate_is_refused_and_the_line_says_why(string reason, ServerCertificate certificate)
    {
        ProgramRun run = await RunAsync("localhost", certificate);

        Assert.Matches(@$"\ATCP CRITICAL: .*certificate.*{reason}.*\n\z", run.Output);
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Any_certificate_is_accepted_when_it_is_not_to_be_checked()
    {
        ProgramRun run = await RunAsync("localhost", TestAuthority.SelfSign(AllWrong), "--no-check-certificate");

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    private static async Task<ProgramRun> RunAsync(string host, ServerCertificate certificate, params string[] more)
    {
        using TrustStore trusted = await TrustStore.CreateAsync(TestContext.Current.CancellationToken);
        await using ScriptedServer server = ScriptedServer.StartTls(certificate, peer => peer.SendAsync("220 ready\r\n"));
        ProgramCall call = await Plugin.CallAsync(["-H", host, "-p", $"{server.Port}", "--ssl", "-e", "^220", .. more]);
        return await call.WithVariable("SSL_CERT_FILE", trusted.File).RunAsync();
    }
}
