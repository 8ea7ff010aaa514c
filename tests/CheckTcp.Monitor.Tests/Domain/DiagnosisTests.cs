using System.Net;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Domain;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Domain;

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

        Diagnosis? diagnosis = DiagnosisOf(Check(), new Observation { Failure = failure }, Status.Critical);

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

        Diagnosis? diagnosis = DiagnosisOf(Check("-w", "connect=0.1,total=0.5"), seen, Status.Warning);

        Assert.Equal(new Diagnosis { Slow = [new SlowFacts("connect", 0.312, 0.1), new SlowFacts("total", 1, 0.5)] }, diagnosis);
        Assert.Equal("slow: connect, total", diagnosis?.ToString());
    }

    [Fact]
    public void What_is_neither_a_failure_nor_over_a_threshold_has_no_diagnosis() =>
        Assert.Null(DiagnosisOf(Check("--status-as", "OK=CRITICAL"), new Observation(), Status.Critical));

    [Fact]
    public void An_open_port_that_is_to_be_closed_is_a_failure() => Assert.Equal(
        "connect: open", DiagnosisOf(Check("-C"), new Observation { Failure = new Failure(Phase.Connect, FailureCause.Open, "words") }, Status.Critical)?.ToString());

    [Fact]
    public void A_wrong_answer_that_is_fine_is_no_reason_where_it_was_slow()
    {
        Observation seen = new()
        {
            Failure = new Failure(Phase.Expect, FailureCause.Mismatch, "words"),
            BytesReceived = 3,
            ResponseTime = TimeSpan.FromSeconds(1),
        };

        Diagnosis? diagnosis = DiagnosisOf(Check("-e", "220", "--mismatch", "ok", "-c", "0.5"), seen, Status.Critical);

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
            SenselessRequest = true,
            Retried = new RetriedFacts(3) { Failures = [new FailureFacts(Phase.Connect, FailureCause.Refused), Mismatch.Failure!] },
            Retransmissions = 2,
            Addresses = [new AddressFacts("[::1]:25", Mismatch.Failure), new AddressFacts("127.0.0.1:25")],
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
    [InlineData("""{"slow":[null]}""")]
    [InlineData("""{"addresses":[null]}""")]
    [InlineData("""{"retried":{"attempt":2,"failures":[null]}}""")]
    public void A_text_that_makes_no_sense_is_none(string? text) => Assert.Null(DiagnosisJson.Parse(text));

    [Theory]
    [InlineData("""{"retried":{"attempt":2}}""", "attempt 2")]
    [InlineData("""{"retried":{"attempt":2,"failures":null}}""", "attempt 2")]
    [InlineData("""{"addresses":[{"address":null}]}""", "")]
    [InlineData("""{"slow":[{}]}""", "slow: ")]
    public void One_that_somebody_has_cut_can_be_shown_all_the_same(string text, string words) =>
        Assert.Equal(words, DiagnosisJson.Parse(text)!.ToString());

    [Fact]
    public void A_run_that_needed_another_attempt_says_so_even_when_it_is_OK()
    {
        var seen = new Observation { FailedAttempts = [Refused, Refused] };

        Diagnosis passed = DiagnosisOf(Check("--retries", "5"), seen, Status.Ok)!;

        Assert.Equal(3, passed.Retried!.Attempt);
        Assert.Equal([FailureCause.Refused, FailureCause.Refused], passed.Retried.Failures.Select(failure => failure.Cause));
        Assert.Equal("attempt 3 after connect: refused", passed.ToString());
        Assert.Null(DiagnosisOf(Check("--retries", "5"), new Observation(), Status.Ok));
    }

    [Fact]
    public void Of_many_attempts_the_latest_failures_are_kept()
    {
        FailedAttempt last = new(new Failure(Phase.Expect, FailureCause.Mismatch, "words"), TimeSpan.Zero);
        var seen = new Observation { FailedAttempts = [.. Enumerable.Repeat(Refused, 99), last], Failure = last.Failure };

        RetriedFacts retried = DiagnosisOf(Check(), seen, Status.Critical)!.Retried!;

        Assert.Equal((101, 5, FailureCause.Mismatch), (retried.Attempt, retried.Failures.Count, retried.Failures[^1].Cause));
    }

    [Fact]
    public void An_OK_run_that_lost_an_address_says_which()
    {
        var seen = new Observation
        {
            Attempts = [Attempt("::1", Refused.Failure), Attempt("127.0.0.1"), Attempt("127.0.0.2", connected: false)],
        };

        Diagnosis passed = DiagnosisOf(Check(), seen, Status.Ok)!;

        Assert.Equal([new AddressFacts("[::1]:25", new FailureFacts(Phase.Connect, FailureCause.Refused)), new AddressFacts("127.0.0.1:25")], passed.Addresses);
        Assert.Equal("[::1]:25 connect: refused", passed.ToString());
        Assert.Null(DiagnosisOf(Check("-C"), seen, Status.Ok));
        Assert.Null(DiagnosisOf(Check(), seen with { Attempts = seen.Attempts[1..] }, Status.Ok));
    }

    [Fact]
    public void Of_addresses_that_are_checked_by_themselves_each_is_kept_up_to_a_bound()
    {
        AddressObservation[] passed = [.. Enumerable.Range(1, 20).Select(i => new AddressObservation(EndPoint($"127.0.0.{i}"), new Observation()))];
        AddressObservation failed = new(EndPoint("127.0.0.99"), new Observation { Failure = Refused.Failure });
        var seen = new Observation { Addresses = [.. passed, failed], Failure = Refused.Failure };

        Diagnosis diagnosis = DiagnosisOf(Check("--all-addresses", "all"), seen, Status.Critical)!;

        Assert.Equal((16, "127.0.0.99:25"), (diagnosis.Addresses!.Count, diagnosis.Addresses[0].Address));
        Assert.Equal("connect: refused; 127.0.0.99:25 connect: refused", diagnosis.ToString());
    }

    [Fact]
    public void A_SYN_that_was_sent_again_is_kept_of_whichever_address_answered()
    {
        var own = new Observation { Attempts = [Attempt("127.0.0.1") with { Retransmissions = 2 }] };

        Assert.Equal("SYN sent again 2 times", DiagnosisOf(Check(), own, Status.Ok)!.ToString());
        Assert.Equal(2, DiagnosisOf(Check("--all-addresses", "all"), new Observation { Addresses = [new(EndPoint("127.0.0.1"), own)] }, Status.Ok)!.Retransmissions);
    }

    [Fact]
    public void A_certificate_counts_beside_an_answer_that_has_a_status_of_its_own()
    {
        var seen = new Observation
        {
            Failure = new Failure(Phase.Expect, FailureCause.Mismatch, "words"),
            BytesReceived = 5,
            Tls = new TlsSession { At = TimeProvider.System.GetUtcNow(), Certificate = TestCertificates.ValidUntil(5).Leaf.RawData },
        };

        Diagnosis diagnosis = DiagnosisOf(Check("-e", "nope", "-D", "30", "--mismatch", "ok"), seen, Status.Warning)!;

        Assert.Null(diagnosis.Failure); // the answer is fine, so it is not why
        Assert.InRange(diagnosis.ExpiringCertificate!.DaysLeft, 4, 5);
    }

    private static FailedAttempt Refused { get; } = new(new Failure(Phase.Connect, FailureCause.Refused, "words"), TimeSpan.Zero);

    private static IPEndPoint EndPoint(string address) => new(IPAddress.Parse(address), 25);

    private static AddressAttempt Attempt(string address, Failure? failure = null, bool? connected = null) =>
        new(EndPoint(address), failure, connected ?? failure is null);

    private static Diagnosis? DiagnosisOf(TcpCheck check, Observation seen, Status status) =>
        Diagnosis.Of(check, seen, Judgement.Of(check, seen) with { Status = status });

    private static TcpCheck Check(params string[] options) =>
        ((RunCommand)CheckCommand.Parse(["-H", "127.0.0.1", "-p", "1", .. options])).Check;
}
