using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Judging;

public class RefusedHandshakeTests
{
    private static readonly TcpCheck Check = new()
    {
        Target = Target.Tcp("localhost", 21),
        Tls = new TlsSettings { ExpectedAlert = 116 },
        FailureStatus = Status.Warning,
    };

    [Theory]
    [InlineData(Phase.Tls)]
    [InlineData(Phase.Expect)]
    public void The_expected_alert_is_OK(Phase phase)
    {
        Judgement result = Judgement.Of(Check, Refused(116) with { Failure = Refused(116).Failure! with { Phase = phase } });

        Assert.Equal((Status.Ok, "Verified that the server refuses with TLS alert certificate_required. (port=21)"), (result.Status, result.Message));
    }

    [Theory]
    [InlineData(0.5, null, Status.Warning, "total took 2.000 seconds, more than 0.5: Verified that")]
    [InlineData(0.5, 1.0, Status.Critical, "total took 2.000 seconds, more than 1: Verified that")]
    [InlineData(3.0, null, Status.Ok, "Verified that")]
    public void A_refusal_may_be_too_slow(double warning, double? critical, Status status, string message)
    {
        var thresholds = new Thresholds
        {
            Warning = TimeSpan.FromSeconds(warning),
            Critical = critical is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };

        Judgement result = Judgement.Of(Check with { Thresholds = thresholds }, Refused(116) with { ResponseTime = TimeSpan.FromSeconds(2) });

        Assert.Equal((status, true), (result.Status, result.Passed));
        Assert.StartsWith(message, result.Message, StringComparison.Ordinal);
        Assert.Equal(status == Status.Ok ? 0 : 1, result.Slow.Length);
    }

    [Fact]
    public void The_certificate_that_was_shown_before_a_refusal_is_judged()
    {
        TcpCheck check = Check with { Thresholds = new Thresholds { CertificateWarning = TimeSpan.FromDays(100) } };
        Observation seen = Refused(116) with
        {
            Tls = new TlsSession { Certificate = TestCertificates.Valid.Leaf.RawData, At = TimeProvider.System.GetUtcNow() },
        };

        Judgement result = Judgement.Of(check, seen);

        Assert.Equal((Status.Warning, true), (result.Status, result.Passed));
        Assert.Matches(@"^certificate expires in \d+ days \(.*\): Verified that the server refuses", result.Message);
        Assert.NotNull(result.Certificate);
    }

    [Fact]
    public void Days_that_nobody_knows_are_not_enough()
    {
        Judgement result = Judgement.Of(Check with { Thresholds = new Thresholds { CertificateWarning = TimeSpan.FromDays(1) } }, Refused(70));
        Judgement judged = Judgement.Of(Check with { Thresholds = new Thresholds { CertificateWarning = TimeSpan.FromDays(1) } }, Refused(116));

        Assert.Equal(Status.Warning, result.Status); // another alert is a failure before anything else
        Assert.Equal(Status.Critical, judged.Status);
        Assert.StartsWith("the server refused before its certificate was seen, so nobody knows when it expires: Verified", judged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Over_a_Unix_socket_the_line_names_the_path() => Assert.Equal(
        "Verified that the server refuses with TLS alert certificate_required. (sock=/run/s)",
        Judgement.Of(Check with { Target = Target.UnixSocket("/run/s") }, Refused(116)).Message);

    [Fact]
    public void It_may_be_expected_where_a_step_starts_TLS() => Assert.Equal(
        Status.Ok, Judgement.Of(Check with { Tls = null, Steps = [new StartTlsStep(Check.Tls!)] }, Refused(116)).Status);

    [Fact]
    public void Where_only_the_connection_is_tried_no_alert_is_expected() =>
        Assert.Equal("Unexpectedly open port. (port=21)", Judgement.Of(Check with { ExpectClosed = true }, Seeing.Open()).Message);

    [Fact]
    public void Another_alert_is_a_failure_that_names_both()
    {
        Judgement result = Judgement.Of(Check, Refused(40));

        Assert.Equal((Status.Warning, "some words, not certificate_required"), (result.Status, result.Message));
    }

    [Fact]
    public void Any_other_failure_is_told_as_it_is()
    {
        Judgement result = Judgement.Of(Check, Seeing.Failed(Phase.Tls, FailureCause.TlsNotRefused));

        Assert.Equal((Status.Warning, "some words"), (result.Status, result.Message));
    }

    [Fact]
    public void A_run_that_went_well_did_not_prove_it() => Assert.Equal(Status.Warning, Judgement.Of(Check, Seeing.Success()).Status);

    private static Observation Refused(int alert)
    {
        Observation seen = Seeing.Failed(Phase.Tls, FailureCause.TlsAlert);
        return seen with { Failure = seen.Failure! with { TlsAlert = alert } };
    }
}
