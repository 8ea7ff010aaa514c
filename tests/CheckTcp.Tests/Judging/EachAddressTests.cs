using System.Net;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Judging;

public sealed class EachAddressTests
{
    private static readonly IPEndPoint[] EndPoints =
        [new(IPAddress.Parse("192.0.2.1"), 21), new(IPAddress.Parse("2001:db8::1"), 21), new(IPAddress.Parse("192.0.2.2"), 21)];

    [Fact]
    public void Success_says_how_many_addresses_passed() => Assert.Equal(
        "TCP OK: 2 of 2 addresses: 0.004 seconds response time on db1 port 21 [220 ready]",
        Line(AddressQuorum.All, Seeing.Success("220 ready\r\n"), Seeing.Success("220 first\r\n", 0.002)));

    [Fact]
    public void Success_says_at_its_end_which_failed_and_why() => Assert.Equal(
        "TCP OK: 1 of 2 addresses: 0.004 seconds response time on db1 port 21 [220 ready]; connect to 0: connection refused",
        Line(AddressQuorum.Any, Seeing.Success("220 ready"), Seeing.NotConnected(FailureCause.Refused)));

    [Theory]
    [InlineData(null, "all have to")]
    [InlineData(2, "2 have to")]
    public void Failure_says_how_many_had_to_pass(int? count, string demand) => Assert.Equal(
        $"TCP CRITICAL: 1 of 2 addresses passed, {demand}: connect to 0: connection refused",
        Line(count is null ? AddressQuorum.All : AddressQuorum.AtLeast(2), Seeing.Success(), Seeing.NotConnected(FailureCause.Refused)));

    [Fact]
    public void A_mismatch_is_told_with_the_beginning_of_the_answer() => Assert.Equal(
        $@"TCP CRITICAL: 0 of 1 address passed, 1 has to: receive from x: no [421 \x7C{new string('b', 95)}]",
        Line(AddressQuorum.Any, Seeing.Failed(Phase.Expect, FailureCause.Mismatch, "receive from x: no", $"421 |{new string('b', 1000)}")));

    [Fact]
    public void A_hidden_answer_is_not_told() => Assert.Equal(
        "TCP CRITICAL: 0 of 1 address passed, 1 has to: receive from x: no",
        Line(Open(AddressQuorum.Any) with { HideResponse = true }, Seeing.Failed(Phase.Expect, FailureCause.Mismatch, "receive from x: no", "421 secret")));

    [Fact]
    public void A_refusal_with_the_expected_alert_is_no_closed_port()
    {
        TcpCheck check = Open(AddressQuorum.All) with { Tls = new TlsSettings { ExpectedAlert = 116 } };
        Observation refused = Seeing.Failed(Phase.Tls, FailureCause.TlsAlert);

        Assert.Equal(
            "TCP OK: Verified that the server refuses with TLS alert certificate_required. (port=21) at 1 of 1 address",
            Line(check, refused with { Failure = refused.Failure! with { TlsAlert = 116 } }));
    }

    [Fact]
    public void Too_few_addresses_are_told() => Assert.Equal(
        "TCP CRITICAL: 1 of 1 address passed, 2 have to", Line(AddressQuorum.AtLeast(2), Seeing.Success()));

    [Fact]
    public void Many_failures_do_not_drown_the_line()
    {
        Observation[] failed = [.. Enumerable.Repeat(Seeing.Failed(Phase.Tls, FailureCause.CertificateInvalid, new string('x', 200)), 64)];

        Assert.InRange(Line(AddressQuorum.All, failed).Length, 900, 1024);
        Assert.InRange(Line(AddressQuorum.Any, [Seeing.Success(new string('y', 5000)), .. failed]).Length, 900, 1300);
    }

    [Fact]
    public void The_time_is_that_at_which_enough_had_passed()
    {
        Observation[] seen = [Took(4), Took(2), Took(3)];

        Assert.Equal(
            [2.0, 3.0, 4.0],
            new[] { AddressQuorum.Any, AddressQuorum.AtLeast(2), AddressQuorum.All }.Select(quorum => Whole(quorum, seen).ResponseTime.TotalSeconds));
    }

    [Fact]
    public void A_phase_is_the_longest_of_those_that_count()
    {
        Observation[] seen =
        [
            Took(2) with { Phases = new PhaseTimings { Connect = TimeSpan.FromSeconds(1.5) } },
            Took(3) with { Phases = new PhaseTimings { Connect = TimeSpan.FromSeconds(0.5), Tls = TimeSpan.FromSeconds(2) } },
            Took(4) with { Phases = new PhaseTimings { Connect = TimeSpan.FromSeconds(4) } },
        ];

        PhaseTimings phases = Whole(AddressQuorum.AtLeast(2), seen).Phases;

        Assert.Equal((1.5, 2.0), (phases.Connect?.TotalSeconds, phases.Tls?.TotalSeconds));
        Assert.Null(phases.Resolve);
    }

    [Theory]
    [InlineData(FailureCause.Refused, "TCP OK: Verified that the port is closed. (port=21) at 2 of 2 addresses")]
    [InlineData(FailureCause.Local, "TCP CRITICAL: 1 of 2 addresses closed, all have to be: connect to 0: failed")]
    public void Ports_that_should_be_closed_are_counted_too(FailureCause second, string line) => Assert.Equal(
        line, Line(Closed(AddressQuorum.All), Seeing.NotConnected(FailureCause.Refused), Seeing.NotConnected(second)));

    [Fact]
    public void An_open_one_among_them_is_named()
    {
        Observation[] seen = [Seeing.NotConnected(FailureCause.Refused), Seeing.Open()];

        Assert.Equal(
            "TCP CRITICAL: 1 of 2 addresses closed, all have to be: connect to open: unexpectedly open", Line(Closed(AddressQuorum.All), seen));
        Assert.Equal(
            "TCP OK: Verified that the port is closed. (port=21) at 1 of 2 addresses; connect to open: unexpectedly open",
            Line(Closed(AddressQuorum.Any), seen));
    }

    [Fact]
    public void It_is_the_open_one_that_failed()
    {
        Observation whole = Whole(Closed(AddressQuorum.All), Seeing.NotConnected(FailureCause.Refused), Seeing.Open());

        Assert.Equal((Phase.Connect, FailureCause.Open), (whole.Failure?.Phase, whole.Failure?.Cause));
        Assert.Equal("connect to open: unexpectedly open", whole.Failure?.Message);
    }

    [Theory]
    [InlineData(Status.Ok, null, "TCP OK: 2 of 2 addresses: Unexpected response from host/socket: 421 busy")]
    [InlineData(Status.Warning, null, "TCP WARNING: 0 of 2 addresses passed, all have to: receive from x: no [421 busy]; receive from x: no [421 busy]")]
    [InlineData(Status.Warning, 1, "TCP WARNING: 0 of 2 addresses passed, 1 has to: receive from x: no [421 busy]; receive from x: no [421 busy]")]
    [InlineData(Status.Critical, 1, "TCP CRITICAL: 0 of 2 addresses passed, 1 has to: receive from x: no [421 busy]; receive from x: no [421 busy]")]
    public void A_mismatch_has_a_status_of_its_own_at_each(Status mismatch, int? count, string line) => Assert.Equal(
        line, Line(Open(Quorum(count)) with { MismatchStatus = mismatch }, Seeing.Mismatch(), Seeing.Mismatch()));

    [Fact]
    public void One_that_mismatches_counts_with_those_that_pass_where_that_is_OK() => Assert.Equal(
        "TCP OK: 2 of 3 addresses: 0.005 seconds response time on db1 port 21 [220 ready]; connect to 0: connection refused",
        Line(
            Open(AddressQuorum.AtLeast(2)) with { MismatchStatus = Status.Ok },
            Seeing.Success("220 ready", 0.005), Seeing.Mismatch(), Seeing.NotConnected(FailureCause.Refused)));

    [Theory]
    [InlineData(Status.Ok, "TCP OK: 2 of 2 addresses: connect to 0: connection refused")]
    [InlineData(Status.Warning, "TCP WARNING: 0 of 2 addresses passed, all have to: connect to 0: connection refused; connect to 0: connection refused")]
    public void A_refusal_has_a_status_of_its_own_at_each(Status refused, string line) => Assert.Equal(
        line,
        Line(Open(AddressQuorum.All) with { RefusedStatus = refused }, Seeing.NotConnected(FailureCause.Refused), Seeing.NotConnected(FailureCause.Refused)));

    [Fact]
    public void When_too_few_pass_the_worst_counts()
    {
        TcpCheck check = Open(AddressQuorum.All) with { MismatchStatus = Status.Warning, FailureStatus = Status.Critical };

        Assert.StartsWith("TCP WARNING: ", Line(check, Seeing.Success(), Seeing.Mismatch()), StringComparison.Ordinal);
        Assert.StartsWith("TCP CRITICAL: ", Line(check, Seeing.Mismatch(), Seeing.NotConnected(FailureCause.Refused)), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_addresses_are_an_error_whatever_a_mismatch_is() => Assert.StartsWith(
        "TCP CRITICAL: 0 of 1 address passed, 2 have to",
        Line(Open(AddressQuorum.AtLeast(2)) with { MismatchStatus = Status.Warning }, Seeing.Mismatch()), StringComparison.Ordinal);

    [Fact]
    public void One_that_does_not_refuse_the_handshake_is_found()
    {
        TcpCheck check = Open(AddressQuorum.All) with { Tls = new TlsSettings { ExpectedAlert = 116 } };
        Observation open = Seeing.Failed(Phase.Tls, FailureCause.TlsNotRefused, "TLS handshake with b: not refused");

        Observation whole = Whole(check, Seeing.RefusedBy(116), open);

        Assert.Equal(
            "TCP CRITICAL: 1 of 2 addresses passed, all have to: TLS handshake with b: not refused", Judgement.Of(check, whole).Line);
        Assert.Equal((FailureCause.TlsNotRefused, "TLS handshake with b: not refused"), (whole.Failure?.Cause, whole.Failure?.Message));
    }

    [Fact]
    public void The_time_is_that_of_those_that_pass_also_where_they_are_to_refuse()
    {
        TcpCheck check = Open(AddressQuorum.Any) with { Tls = new TlsSettings { ExpectedAlert = 116 } };

        Observation whole = Whole(check, Seeing.RefusedBy(116, 3), Seeing.Failed(Phase.Tls, FailureCause.TlsNotRefused), Seeing.RefusedBy(116, 2));

        Assert.Equal(2.0, whole.ResponseTime.TotalSeconds);
        Assert.StartsWith(
            "TCP OK: Verified that the server refuses with TLS alert certificate_required. (port=21) at 2 of 3 addresses; some words",
            Judgement.Of(check, whole).Line, StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_that_shows_the_certificate_is_named()
    {
        TcpCheck check = Open(AddressQuorum.All) with { Thresholds = new Thresholds { CertificateWarning = TimeSpan.FromDays(30), CertificateCritical = TimeSpan.FromDays(1) } };

        Judgement result = Judgement.Of(check, Whole(check, Showing(100, 0.001), Showing(20, 0.002), Showing(10, 0.003)));

        Assert.Equal(
            "certificate at 192.0.2.2:21 expires in 10 days (2030-01-11 00:00:00Z): 3 of 3 addresses: 0.003 seconds response time on db1 port 21", result.Message);
        Assert.Equal((Status.Warning, "192.0.2.2:21"), (result.Status, result.Certificate?.Address));
    }

    [Theory]
    [InlineData(0.003, 0.001, 0.002)]
    [InlineData(0.001, 0.002, 0.003)]
    public void The_session_that_is_told_is_the_first_to_expire_however_fast(params double[] seconds)
    {
        int[] days = [100, 10, 10];
        Observation[] seen = [.. days.Zip(seconds, (left, took) => Showing(left, took))];

        Assert.Same(seen[1].Tls, Whole(AddressQuorum.All, seen).Tls);
        Assert.Same(seen[0].Tls, Whole(AddressQuorum.Any, seen[0], seen[1] with { Failure = Failure.Of(Phase.Tls, FailureCause.CertificateExpired, "x") }).Tls);
    }

    [Fact]
    public void A_certificate_counts_beside_mismatches_with_a_status_of_their_own()
    {
        TcpCheck check = Open(AddressQuorum.All) with
        {
            MismatchStatus = Status.Warning,
            Thresholds = new Thresholds { CertificateCritical = TimeSpan.FromDays(30) },
        };
        Observation mismatch = Seeing.Mismatch() with { Tls = Showing(10, 0.001).Tls };

        Assert.StartsWith("TCP CRITICAL: certificate at ", Line(check, Seeing.Success(), mismatch), StringComparison.Ordinal);
        Assert.StartsWith("TCP CRITICAL: 1 of 2 addresses passed", Line(check, Seeing.Success() with { Tls = mismatch.Tls }, Seeing.NotConnected(FailureCause.Refused)), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_an_address_failed_times_do_not_count()
    {
        TcpCheck check = Open(AddressQuorum.All) with
        {
            MismatchStatus = Status.Warning,
            FailureStatus = Status.Warning,
            Thresholds = new Thresholds { Critical = TimeSpan.FromSeconds(3) },
        };
        Observation silent = Seeing.NotConnected(FailureCause.TimedOut) with { ResponseTime = TimeSpan.FromSeconds(10) };

        Assert.StartsWith("TCP WARNING: 0 of 2 addresses passed", Line(check, Seeing.Mismatch(), silent), StringComparison.Ordinal);
        Assert.StartsWith("TCP CRITICAL: total at 2001", Line(check, Seeing.Mismatch(), Seeing.Mismatch(4)).Replace("[", ""), StringComparison.Ordinal);
    }

    [Fact]
    public void The_address_that_was_slow_is_named()
    {
        TcpCheck check = Open(AddressQuorum.All) with
        {
            Thresholds = new Thresholds { Warning = TimeSpan.FromSeconds(3), WarningPhases = new PhaseThresholds { Connect = TimeSpan.FromSeconds(1) } },
        };
        Observation[] seen =
        [
            Took(2) with { Phases = new PhaseTimings { Connect = TimeSpan.FromSeconds(1.5) } },
            Took(4) with { Phases = new PhaseTimings { Connect = TimeSpan.FromSeconds(0.5) } },
        ];

        Judgement result = Judgement.Of(check, Whole(check, seen));

        Assert.Equal(
            "connect at 192.0.2.1:21 took 1.500 seconds, more than 1; total at [2001:db8::1]:21 took 4.000 seconds, more than 3: "
                + "2 of 2 addresses: 4.000 seconds response time on db1 port 21",
            result.Message);
        Assert.Equal(["192.0.2.1:21", "[2001:db8::1]:21"], result.Slow.Select(slow => slow.Address));
    }

    private static Observation Showing(double daysLeft, double seconds)
    {
        var now = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return Seeing.Success("", seconds) with
        {
            Tls = new TlsSession { At = now, Certificate = Seeing.Certificate("CN=mail.example", "CN=Authority", now + TimeSpan.FromDays(daysLeft)) },
        };
    }

    private static AddressQuorum Quorum(int? count) => count is { } some ? AddressQuorum.AtLeast(some) : AddressQuorum.All;

    private static TcpCheck Open(AddressQuorum quorum) => new() { Target = Target.Tcp("db1", 21), AllAddresses = quorum };

    private static TcpCheck Closed(AddressQuorum quorum) => Open(quorum) with { ExpectClosed = true };

    private static Observation Took(double seconds) => Seeing.Success("", seconds);

    private static Observation Whole(AddressQuorum quorum, params Observation[] seen) => Whole(Open(quorum), seen);

    private static Observation Whole(TcpCheck check, params Observation[] seen) => AddressSummary.Of(
        check, [.. seen.Select((its, i) => new AddressObservation(EndPoints[i % EndPoints.Length], its))]);

    private static string Line(AddressQuorum quorum, params Observation[] seen) => Line(Open(quorum), seen);

    private static string Line(TcpCheck check, params Observation[] seen) => Judgement.Of(check, Whole(check, seen)).Line;
}
