using CheckTcp.Checks;
using CheckTcp.Dialogue;
using CheckTcp.Probing;
using CheckTcp.Verdicts;

namespace CheckTcp.Tests.Verdicts;

public class RefusalVerdictTests
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
        Result result = Verdict.Of(Check, Refused(116) with { Failure = Refused(116).Failure! with { Phase = phase } });

        Assert.Equal((Status.Ok, "Verified that the server refuses with TLS alert certificate_required. (port=21)"), (result.Status, result.Message));
    }

    [Fact]
    public void Over_a_Unix_socket_the_line_names_the_path() => Assert.Equal(
        "Verified that the server refuses with TLS alert certificate_required. (sock=/run/s)",
        Verdict.Of(Check with { Target = Target.UnixSocket("/run/s") }, Refused(116)).Message);

    [Fact]
    public void It_may_be_expected_where_a_step_starts_TLS() => Assert.Equal(
        Status.Ok, Verdict.Of(Check with { Tls = null, Steps = [new StartTlsStep(Check.Tls!)] }, Refused(116)).Status);

    [Fact]
    public void Where_only_the_connection_is_tried_no_alert_is_expected() =>
        Assert.Equal("Unexpectedly open port. (port=21)", Verdict.Of(Check with { ExpectClosed = true }, Seeing.Open()).Message);

    [Fact]
    public void Another_alert_is_a_failure_that_names_both()
    {
        Result result = Verdict.Of(Check, Refused(40));

        Assert.Equal((Status.Warning, "some words, not certificate_required"), (result.Status, result.Message));
    }

    [Fact]
    public void Any_other_failure_is_told_as_it_is()
    {
        Result result = Verdict.Of(Check, Seeing.Failed(Phase.Tls, FailureCause.TlsNotRefused));

        Assert.Equal((Status.Warning, "some words"), (result.Status, result.Message));
    }

    [Fact]
    public void A_run_that_went_well_did_not_prove_it() => Assert.Equal(Status.Warning, Verdict.Of(Check, Seeing.Success()).Status);

    private static Observation Refused(int alert)
    {
        Observation seen = Seeing.Failed(Phase.Tls, FailureCause.TlsAlert);
        return seen with { Failure = seen.Failure! with { TlsAlert = alert } };
    }
}
