using CheckTcp.Checks;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Execution;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Tests.Execution;

public class DiagnosisTests
{
    private static readonly Diagnosis Mismatch = new()
    {
        Failure = new FailureFacts(Phase.Expect, FailureCause.Mismatch) { Step = 3, StepName = "step 3 (expect ^250)", Bytes = 17 },
    };

    [Fact]
    public void Of_a_failure_all_is_kept_but_its_words()
    {
        var failure = new Failure(Phase.Tls, FailureCause.TlsAlert, "words") { Step = 2, StepName = "step 2 \"a\u001B\"", Errno = 104, TlsAlert = 40, BytesReceived = 9 };

        Diagnosis? diagnosis = Diagnosis.Of(Check(), new Observation { Failure = failure });

        Assert.Equal(
            new FailureFacts(Phase.Tls, FailureCause.TlsAlert) { Step = 2, StepName = "step 2 \"a\\x1B\"", Bytes = 9, Errno = 104, TlsAlert = 40 },
            diagnosis?.Failure);
    }

    [Fact]
    public void The_name_of_a_step_is_bounded()
    {
        var failure = new Failure(Phase.Expect, FailureCause.Mismatch, "words") { Step = 1, StepName = new string('x', 100_000) };

        Assert.Equal(203, FailureFacts.Of(failure).StepName!.Length);
    }

    [Fact]
    public void A_phase_that_was_slow_is_the_reason_where_nothing_failed()
    {
        Observation seen = new()
        {
            Phases = new PhaseTimings { Connect = TimeSpan.FromMilliseconds(312) },
            ResponseTime = TimeSpan.FromSeconds(1),
        };

        Diagnosis? diagnosis = Diagnosis.Of(Check("-w", "connect=0.1,total=0.5"), seen);

        Assert.Equal(new Diagnosis { Slow = [new SlowFacts("connect", 0.312, 0.1), new SlowFacts("total", 1, 0.5)] }, diagnosis);
        Assert.Equal("slow: connect, total", diagnosis?.ToString());
    }

    [Fact]
    public void What_is_neither_a_failure_nor_over_a_threshold_has_no_diagnosis() =>
        Assert.Null(Diagnosis.Of(Check("--status-as", "OK=CRITICAL"), new Observation()));

    [Fact]
    public void An_open_port_that_is_to_be_closed_is_a_failure() => Assert.Equal(
        "connect: open", Diagnosis.Of(Check("-C"), new Observation { Failure = new Failure(Phase.Connect, FailureCause.Open, "words") })?.ToString());

    [Fact]
    public void A_wrong_answer_that_is_fine_is_no_reason_where_it_was_slow()
    {
        Observation seen = new()
        {
            Failure = new Failure(Phase.Expect, FailureCause.Mismatch, "words"),
            BytesReceived = 3,
            ResponseTime = TimeSpan.FromSeconds(1),
        };

        Diagnosis? diagnosis = Diagnosis.Of(Check("-e", "220", "--mismatch", "ok", "-c", "0.5"), seen);

        Assert.Equal(new Diagnosis { Slow = [new SlowFacts("total", 1, 0.5)] }, diagnosis);
    }

    [Theory]
    [InlineData("connect: refused", Phase.Connect, FailureCause.Refused, null)]
    [InlineData("expect: mismatch at step 3", Phase.Expect, FailureCause.Mismatch, 3)]
    [InlineData("resolve: name-not-found", Phase.Resolve, FailureCause.NameNotFound, null)]
    public void In_words_it_is_phase_cause_and_step(string words, Phase phase, FailureCause cause, int? step) =>
        Assert.Equal(words, new Diagnosis { Failure = new FailureFacts(phase, cause) { Step = step } }.ToString());

    [Theory]
    [InlineData(6.5, "certificate: 6.5 days left")]
    [InlineData(-0.01, "certificate: expired")]
    public void A_certificate_in_words_tells_its_days(double daysLeft, string words) =>
        Assert.Equal(words, new Diagnosis { ExpiringCertificate = new ExpiringFacts("CN=x", true, default, daysLeft) }.ToString());

    [Fact]
    public void As_text_it_has_the_members_that_check_tcp_prints() => Assert.Equal(
        """{"failure":{"phase":"expect","cause":"mismatch","step":3,"stepName":"step 3 (expect ^250)","bytes":17}}""",
        DiagnosisJson.TextOf(Mismatch));

    [Fact]
    public void From_its_text_it_comes_back()
    {
        Diagnosis full = Mismatch with
        {
            Slow = [new SlowFacts("connect", 0.312, 0.1) { Address = "[::1]:21", Retransmissions = 1 }, new SlowFacts("total", 1, 0.5)],
            ExpiringCertificate = new ExpiringFacts("CN=é", false, new DateTimeOffset(2026, 12, 2, 10, 0, 0, TimeSpan.Zero), -3.25) { Address = "[::1]:21" },
        };

        Assert.Equal(full, DiagnosisJson.Parse(DiagnosisJson.TextOf(full)));
        Assert.All(Enum.GetValues<FailureCause>(), cause =>
        {
            Diagnosis diagnosis = new() { Failure = new FailureFacts(Phase.Quit, cause) { Errno = 1, TlsAlert = 255 } };
            Assert.Equal(diagnosis, DiagnosisJson.Parse(DiagnosisJson.TextOf(diagnosis)));
        });
        Assert.Null(DiagnosisJson.TextOf(null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{"failure":{"phase":"connect","cause":"of-a-kind-that-nobody-knows"}}""")]
    [InlineData("""{"failure":{"phase":1,"cause":2}}""")]
    [InlineData("""{"slow":{"phase":"total"}}""")]
    public void A_text_that_makes_no_sense_is_none(string? text) => Assert.Null(DiagnosisJson.Parse(text));

    private static TcpCheck Check(params string[] options) =>
        ((RunCommand)CheckCommand.Parse(["-H", "127.0.0.1", "-p", "1", .. options])).Check;
}
