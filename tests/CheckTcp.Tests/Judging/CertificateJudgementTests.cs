using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Judging;

public class CertificateJudgementTests
{
    private static readonly DateTimeOffset End = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly byte[] Servers = Seeing.Certificate("CN=mail.example", "CN=Authority", End);

    [Theory]
    [InlineData(30.0, Status.Ok)] // exactly the threshold is still OK
    [InlineData(29.999, Status.Warning)]
    [InlineData(14.0, Status.Warning)]
    [InlineData(13.999, Status.Critical)]
    [InlineData(-1.0, Status.Critical)]
    public void Too_few_days_raise_the_status(double daysLeft, Status expected) =>
        Assert.Equal(expected, Judge(daysLeft, Days(30, 14)).Status);

    [Fact]
    public void One_threshold_alone_never_makes_more_than_a_warning_until_the_end()
    {
        Assert.Equal(Status.Warning, Judge(0.001, Days(30)).Status);
        Assert.Equal(Status.Critical, Judge(-0.001, Days(30)).Status);
        Assert.Equal(Status.Critical, Judge(-0.001, Days(0)).Status);
    }

    [Fact]
    public void Nobody_is_told_of_certificates_who_did_not_ask() =>
        Assert.Equal("0.004 seconds response time on localhost port 21", Judge(-100, Thresholds.None).Message);

    [Theory]
    [InlineData(6.999, "certificate expires in 6 days (2030-01-02 03:04:05Z): 0.004 seconds response time on localhost port 21")]
    [InlineData(1.999, "certificate expires in 47 hours (2030-01-02 03:04:05Z): 0.004 seconds response time on localhost port 21")]
    [InlineData(0.01, "certificate expires in 14 minutes (2030-01-02 03:04:05Z): 0.004 seconds response time on localhost port 21")]
    [InlineData(-3, "certificate expired on 2030-01-02 03:04:05Z: 0.004 seconds response time on localhost port 21")]
    public void The_line_says_when_it_ends(double daysLeft, string message) => Assert.Equal(message, Judge(daysLeft, Days(7)).Message);

    [Fact]
    public void The_first_to_end_of_the_chain_counts()
    {
        byte[] issuer = Seeing.Certificate("CN=Autho|rity", "CN=Root", End.AddDays(-20));

        Judgement result = Judge(25, Days(7), issuer, Seeing.Certificate("CN=Root", "CN=Root", End.AddDays(1000)));

        Assert.Equal(
            @"certificate of the issuer CN=Autho\x7Crity expires in 5 days (2029-12-13 03:04:05Z): 0.004 seconds response time on localhost port 21",
            result.Message);
        Assert.Equal(
            new ExpiringCertificate(@"CN=Autho\x7Crity", false, End.AddDays(-20), TimeSpan.FromDays(5)) { CommonName = @"Autho\x7Crity" },
            result.Certificate);
    }

    [Fact]
    public void Where_only_the_servers_own_counts_those_above_it_do_not()
    {
        byte[] issuer = Seeing.Certificate("CN=Authority", "CN=Root", End.AddDays(-20));

        Assert.Equal(Status.Ok, Judge(25, Days(7) with { ServerCertificateOnly = true }, issuer).Status);
        Assert.Equal(Status.Warning, Judge(6, Days(7) with { ServerCertificateOnly = true }, issuer).Status);
    }

    [Theory]
    [InlineData(Status.Ok, 6.0, Status.Warning, "certificate expires in 6 days (2030-01-02 03:04:05Z): Unexpected response from host/socket: 250")]
    [InlineData(Status.Critical, 6.0, Status.Critical, "certificate expires in 6 days (2030-01-02 03:04:05Z): Unexpected response from host/socket: 250")]
    [InlineData(Status.Ok, 8.0, Status.Ok, "Unexpected response from host/socket: 250")]
    [InlineData(null, 6.0, Status.Critical, "Unexpected response from host/socket: 250")] // an error as any other, which is told instead
    public void It_counts_beside_a_mismatch_with_a_status_of_its_own(Status? mismatch, double daysLeft, Status expected, string message)
    {
        Observation seen = Seen(daysLeft) with
        {
            Response = "250"u8.ToArray(),
            BytesReceived = 3,
            Failure = new Failure(Phase.Expect, FailureCause.Mismatch, "words"),
        };

        Judgement result = Judgement.Of(Check(Days(7)) with { MismatchStatus = mismatch }, seen);

        Assert.Equal((expected, message), (result.Status, result.Message));
        Assert.Equal(mismatch == Status.Ok, result.Passed); // whatever the certificate
        Assert.Equal(message.StartsWith("certificate", StringComparison.Ordinal), result.Certificate is not null);
    }

    [Fact]
    public void A_long_answer_leaves_room_for_the_reason()
    {
        Observation seen = Seeing.Failed(Phase.Expect, FailureCause.Mismatch, response: new string('x', 2000)) with { Tls = Seen(6).Tls };

        Assert.InRange(Judgement.Of(Check(Days(7)) with { MismatchStatus = Status.Ok }, seen).Message.Length, 900, 1000);
    }

    [Fact]
    public void The_worse_of_certificate_and_times_is_the_status_and_both_are_told()
    {
        Thresholds thresholds = Days(7) with { Critical = TimeSpan.FromSeconds(0.001) };

        Judgement result = Judge(6, thresholds);

        Assert.Equal(Status.Critical, result.Status);
        Assert.StartsWith("certificate expires in 6 days (", result.Message, StringComparison.Ordinal);
        Assert.NotNull(result.Certificate);
        Assert.Single(result.Slow);
    }

    [Fact]
    public void A_certificate_that_cannot_be_read_is_CRITICAL()
    {
        Observation seen = Seeing.Success() with { Tls = new TlsSession { Certificate = new byte[] { 0x30, 0 } } };

        Judgement result = Judgement.Of(Check(Days(1)), seen);

        Assert.Equal(Status.Critical, result.Status);
        Assert.StartsWith("certificate cannot be read", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_told_instead()
    {
        Observation seen = Seen(-1) with { Failure = new Failure(Phase.Tls, FailureCause.CertificateExpired, "words") };

        Judgement result = Judgement.Of(Check(Days(7)) with { FailureStatus = Status.Warning }, seen);

        Assert.Equal((Status.Warning, "words", null), (result.Status, result.Message, result.Certificate));
    }

    private static Judgement Judge(double daysLeft, Thresholds thresholds, params ReadOnlyMemory<byte>[] chain) =>
        Judgement.Of(Check(thresholds), Seen(daysLeft, chain));

    private static Observation Seen(double daysLeft, params ReadOnlyMemory<byte>[] chain) => Seeing.Success() with
    {
        Tls = new TlsSession { At = End - TimeSpan.FromDays(daysLeft), Certificate = Servers, Chain = [.. chain] },
    };

    private static TcpCheck Check(Thresholds thresholds) => new() { Target = Target.Tcp("localhost", 21), Thresholds = thresholds };

    private static Thresholds Days(double warning, double? critical = null) => new()
    {
        CertificateWarning = TimeSpan.FromDays(warning),
        CertificateCritical = critical is { } days ? TimeSpan.FromDays(days) : null,
    };
}
