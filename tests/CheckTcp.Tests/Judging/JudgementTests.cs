using CheckTcp.Probing;
using CheckTcp.TestSupport;
using CsCheck;

namespace CheckTcp.Tests.Judging;

public class JudgementTests
{
    private static readonly TcpCheck Ftp = new() { Name = "FTP", Target = Target.Tcp("localhost", 21) };
    private static readonly Gen<byte[]> Response = Gen.OneOf(Gen.Byte.Array, Gen.Byte.Array[5000, 6000]);

    [Theory]
    [InlineData("localhost", 21, "FTP OK: 0.004 seconds response time on localhost port 21")]
    [InlineData("[::1]", 21, "FTP OK: 0.004 seconds response time on [::1] port 21")]
    [InlineData(null, 21, "FTP OK: 0.004 seconds response time on port 21")]
    public void Success_tells_the_response_time_and_the_host_if_it_was_given(string? host, int port, string line) =>
        Assert.Equal(line, Judgement.Of(Ftp with { Target = Target.Tcp(host, port) }, Seeing.Success()).Line);

    [Fact]
    public void A_run_that_was_tried_again_says_so_at_its_end()
    {
        TcpCheck check = Ftp with { Retries = new Retries(2, TimeSpan.Zero) };
        var failed = new FailedAttempt(Failure.Of(Phase.Connect, FailureCause.Refused, "x"), TimeSpan.Zero);

        Assert.Equal(
            "FTP OK: 0.004 seconds response time on localhost port 21 [220] (attempt 2 of 3)",
            Judgement.Of(check, Seeing.Success("220") with { FailedAttempts = [failed] }).Line);
        Assert.Equal(
            "FTP CRITICAL: some words (attempt 3 of 3)",
            Judgement.Of(check, Seeing.Failed(Phase.Tls, FailureCause.Closed) with { FailedAttempts = [failed, failed] }).Line);
        Assert.Equal("FTP OK: 0.004 seconds response time on localhost port 21", Judgement.Of(check, Seeing.Success()).Line);
        Assert.Equal(
            "FTP CRITICAL: some words (attempt 2 of 3; the timeout cut off attempt 3)",
            Judgement.Of(check, Seeing.Failed(Phase.Tls, FailureCause.Closed) with { FailedAttempts = [failed], CutOffAttempt = failed }).Line);
    }

    [Theory]
    [InlineData(null, null, "FTP OK: 0.004 seconds response time on [hello]")]
    [InlineData("db1", null, "FTP OK: 0.004 seconds response time on db1 [hello]")]
    [InlineData("db1", 5432, "FTP OK: 0.004 seconds response time on db1 port 5432 [hello]")]
    public void Over_a_socket_host_and_port_only_show_if_they_were_given(string? host, int? port, string line) =>
        Assert.Equal(line, Judgement.Of(Ftp with { Target = Target.UnixSocket("/run/app.sock", host, port) }, Seeing.Success("hello")).Line);

    [Theory]
    [InlineData("", "")]
    [InlineData("220 ready", " [220 ready]")]
    [InlineData("220 ready\r\n", " [220 ready]")]
    [InlineData("\r\n\n\r220-a\r\n220 b\r\n\r\n", @" [220-a\r\n220 b]")]
    [InlineData("  spaced \t\r\n", @" [  spaced \t]")] // blanks belong to the response
    [InlineData("a|b\u001B[2J\u202E\u0085\u2028c", @" [a\x7Cb\x1B[2J\u{202E}\u{0085}\u{2028}c]")]
    [InlineData("grüß 日本 😀", " [grüß 日本 😀]")]
    public void The_response_is_trimmed_of_line_ends_and_stands_in_brackets_if_there_is_one(string response, string shown) =>
        Assert.Equal($"0.004 seconds response time on localhost port 21{shown}", Judgement.Of(Ftp, Seeing.Success(response)).Message);

    [Theory]
    [InlineData(0, "0.000")]
    [InlineData(0.0004, "0.000")]
    [InlineData(0.0016, "0.002")]
    [InlineData(1234.5, "1234.500")]
    public void The_response_time_has_three_decimals(double seconds, string shown) =>
        Assert.StartsWith($"{shown} seconds response time on", Judgement.Of(Ftp, Seeing.Success("", seconds)).Message);

    [Theory]
    [InlineData(null, Status.Critical, FailureCause.Refused)]
    [InlineData(Status.Ok, Status.Ok, FailureCause.Refused)]
    [InlineData(Status.Warning, Status.Warning, FailureCause.Refused, FailureCause.Refused)]
    [InlineData(Status.Ok, Status.Critical, FailureCause.TimedOut, FailureCause.Refused)] // one that is silent may be open
    [InlineData(Status.Ok, Status.Critical, FailureCause.Unreachable)]
    public void A_refusal_by_every_address_has_a_status_of_its_own(Status? refused, Status expected, params FailureCause[] causes)
    {
        Judgement result = Judgement.Of(Ftp with { RefusedStatus = refused }, Seeing.NotConnected(causes));

        Assert.Equal((expected, expected == Status.Ok), (result.Status, result.Passed));
    }

    [Theory]
    [InlineData(Phase.Proxy, FailureCause.Refused, Status.Ok)]
    [InlineData(Phase.Connect, FailureCause.Refused, Status.Critical)] // it is the proxy that is dead
    [InlineData(Phase.Proxy, FailureCause.Unreachable, Status.Critical)]
    public void Behind_a_proxy_it_is_the_target_that_has_to_refuse(Phase phase, FailureCause cause, Status expected)
    {
        TcpCheck check = Ftp with { RefusedStatus = Status.Ok, Route = new Route { Proxy = new Proxy(ProxyKind.Socks5, "p", 1) } };
        Observation seen = (phase == Phase.Connect ? Seeing.NotConnected(FailureCause.Refused) : Seeing.Success()) with
        {
            Failure = new Failure(phase, cause, "words"),
        };

        Assert.Equal($"FTP {expected.ToText()}: words", Judgement.Of(check, seen).Line);
    }

    [Fact]
    public void An_address_to_which_this_machine_has_no_way_keeps_no_refusal_from_counting()
    {
        Observation seen = Seeing.NotConnected(FailureCause.Refused, FailureCause.Unreachable);
        Failure noRoute = seen.Failure! with { NoRoute = true };
        seen = seen with { Attempts = seen.Attempts.SetItem(1, seen.Attempts[1] with { Failure = noRoute }) };

        Assert.Equal(Status.Ok, Judgement.Of(Ftp with { RefusedStatus = Status.Ok }, seen).Status);
    }

    [Theory]
    [InlineData(0, "connect took 1.022 seconds, more than 0.5: ")]
    [InlineData(1, "connect took 1.022 seconds, more than 0.5, after 1 SYN retransmission: ")]
    [InlineData(2, "connect took 1.022 seconds, more than 0.5, after 2 SYN retransmissions: ")]
    public void A_connection_that_was_slow_because_it_had_to_be_asked_for_again_says_so(int count, string words)
    {
        var thresholds = new Thresholds { Warning = TimeSpan.FromSeconds(1), WarningPhases = new PhaseThresholds { Connect = TimeSpan.FromSeconds(0.5) } };

        Judgement result = Judgement.Of(Ftp with { Thresholds = thresholds }, SentAgain(count));

        Assert.Equal($"FTP WARNING: {words}1.030 seconds response time on localhost port 21", result.Line);
        Assert.All(result.Slow, slow => Assert.Equal(count == 0 ? null : count, slow.Retransmissions));
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "total took 1.030 seconds, more than 1, after 1 SYN retransmission: ")]
    public void So_does_a_run_that_was_slow_because_of_it(int count, string words) => Assert.Equal(
        $"FTP WARNING: {words}1.030 seconds response time on localhost port 21",
        Judgement.Of(Ftp with { Thresholds = new Thresholds { Warning = TimeSpan.FromSeconds(1) } }, SentAgain(count)).Line);

    private static Observation SentAgain(int count)
    {
        Observation seen = Seeing.Success("", 1.03) with { Phases = new PhaseTimings { Connect = TimeSpan.FromSeconds(1.022) } };
        return seen with { Attempts = [seen.Attempts[0] with { Retransmissions = count }] };
    }

    [Theory]
    [InlineData(null, "250", 4.0, Status.Critical)]
    [InlineData(Status.Ok, "250", 3.0, Status.Ok)]
    [InlineData(Status.Warning, "250", 3.0, Status.Warning)]
    [InlineData(Status.Ok, "250", 3.001, Status.Critical)] // far too late all the same
    [InlineData(Status.Ok, "", 0.1, Status.Critical)] // no answer is no mismatch
    public void A_mismatch_has_a_status_of_its_own(Status? mismatch, string response, double seconds, Status expected)
    {
        var thresholds = new Thresholds { Warning = TimeSpan.FromSeconds(1), Critical = TimeSpan.FromSeconds(3) };
        foreach (FailureCause cause in (FailureCause[])[FailureCause.Mismatch, FailureCause.Rejected])
        {
            Observation seen = Seeing.Success(response, seconds) with { Failure = new Failure(Phase.Expect, cause, "words") };

            Assert.Equal(expected, Judgement.Of(Ftp with { MismatchStatus = mismatch, Thresholds = thresholds }, seen).Status);
        }
    }

    [Fact]
    public void A_wrong_answer_that_is_CRITICAL_for_its_time_says_so()
    {
        var thresholds = new Thresholds { Critical = TimeSpan.FromSeconds(0.1), CriticalPhases = new PhaseThresholds { Connect = TimeSpan.FromSeconds(0.2) } };
        Observation seen = Seeing.Mismatch(0.15) with { Phases = new PhaseTimings { Connect = TimeSpan.FromSeconds(0.21) } };

        Judgement result = Judgement.Of(Ftp with { MismatchStatus = Status.Ok, Thresholds = thresholds }, seen);

        Assert.Equal(
            "FTP CRITICAL: connect took 0.210 seconds, more than 0.2; total took 0.150 seconds, more than 0.1: Unexpected response from host/socket: 421 busy",
            result.Line);
        Assert.Equal(["connect", "total"], result.Slow.Select(slow => slow.Phase));
        Assert.True(result.Passed); // as with any slow answer
    }

    [Fact]
    public void So_has_one_at_a_step_of_a_dialogue()
    {
        Observation seen = Seeing.Failed(Phase.Expect, FailureCause.Mismatch, response: "550 no\r\n");
        seen = seen with { Failure = seen.Failure! with { Step = 3, StepName = "step 3 (expect ^250)" } };

        Judgement result = Judgement.Of(Ftp with { MismatchStatus = Status.Warning }, seen);

        Assert.Equal((Status.Warning, "Unexpected response from host/socket at step 3 (expect ^250): 550 no"), (result.Status, result.Message));
    }

    [Theory]
    [InlineData(Status.Ok)]
    [InlineData(Status.Critical)]
    public void The_status_map_comes_after_them(Status mapped)
    {
        Assert.True(StatusMap.TryParse($"WARNING={mapped}", out StatusMap? map, out _));
        TcpCheck check = Ftp with { RefusedStatus = Status.Warning, StatusMap = map };

        Assert.Equal((mapped, false), Fate(Judgement.Of(check, Seeing.NotConnected(FailureCause.Refused))));
    }

    [Fact]
    public void A_hidden_answer_shows_in_no_message()
    {
        TcpCheck check = Ftp with { HideResponse = true };

        Assert.Equal("0.004 seconds response time on localhost port 21", Judgement.Of(check, Seeing.Success("220 secret")).Message);
        Assert.Equal(
            "Unexpected response from host/socket",
            Judgement.Of(check, Seeing.Failed(Phase.Expect, FailureCause.Mismatch, response: "220 secret")).Message);
        Assert.Equal(
            "Rejected response from host/socket",
            Judgement.Of(check, Seeing.Failed(Phase.Expect, FailureCause.Rejected, response: "220 secret")).Message);
    }

    [Fact]
    public void Neither_of_them_can_be_UNKNOWN()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ftp with { RefusedStatus = Status.Unknown });
        Assert.Throws<ArgumentOutOfRangeException>(() => Ftp with { MismatchStatus = Status.Unknown });
    }

    private static (Status Status, bool Passed) Fate(Judgement result) => (result.Status, result.Passed);

    [Theory]
    [InlineData(3.0, Status.Ok)] // exactly the threshold is still OK
    [InlineData(3.001, Status.Warning)]
    [InlineData(10.0, Status.Warning)]
    [InlineData(10.001, Status.Critical)]
    public void A_response_time_over_a_threshold_raises_the_status(double seconds, Status expected)
    {
        var thresholds = new Thresholds { Warning = TimeSpan.FromSeconds(3), Critical = TimeSpan.FromSeconds(10) };

        Judgement result = Judgement.Of(Ftp with { Thresholds = thresholds }, Seeing.Success("220 ready", seconds));

        Assert.Equal(expected, result.Status);
        Assert.EndsWith(" seconds response time on localhost port 21 [220 ready]", result.Message);
    }

    [Theory]
    [InlineData(0.12, "connect took 0.120 seconds, more than 0.1: ")]
    [InlineData(0.1004, "connect took 0.1004 seconds, more than 0.1: ")] // as many decimals as it takes to show that it is more
    [InlineData(0.1000001, "connect took 0.1000001 seconds, more than 0.1: ")]
    [InlineData(0.1, "")]
    public void A_slow_phase_is_named_before_the_response_time(double seconds, string words)
    {
        TcpCheck check = Ftp with { Thresholds = new Thresholds { WarningPhases = new PhaseThresholds { Connect = TimeSpan.FromSeconds(0.1) } } };
        Observation seen = Seeing.Success("220 ready", 0.13) with { Phases = new PhaseTimings { Connect = TimeSpan.FromSeconds(seconds) } };

        Assert.Equal(
            $"FTP {(words.Length == 0 ? "OK" : "WARNING")}: {words}0.130 seconds response time on localhost port 21 [220 ready]",
            Judgement.Of(check, seen).Line);
    }

    [Fact]
    public void All_phases_over_the_thresholds_of_the_status_are_named_and_no_others()
    {
        TimeSpan small = TimeSpan.FromTicks(1), second = TimeSpan.FromSeconds(1);
        var thresholds = new Thresholds
        {
            Critical = small,
            WarningPhases = new PhaseThresholds { Resolve = small, Connect = small, Tls = small, FirstByte = small, Dialogue = small },
            CriticalPhases = new PhaseThresholds { Resolve = second, Connect = second * 3, Proxy = second, FirstByte = second, Dialogue = second },
        };
        Observation seen = Seeing.Success("", 9) with
        {
            Phases = new PhaseTimings { Resolve = second * 2, Connect = second * 2, Proxy = second * 2, Tls = second * 2, Dialogue = second * 2 },
        };

        Judgement result = Judgement.Of(Ftp with { Thresholds = thresholds }, seen);

        Assert.Equal(
            "FTP CRITICAL: resolve took 2.000 seconds, more than 1; proxy took 2.000 seconds, more than 1; dialogue took 2.000 seconds, more than 1: "
                + "9.000 seconds response time on localhost port 21",
            result.Line);
        Assert.Equal(
            [new SlowPhase("resolve", second * 2, second), new SlowPhase("proxy", second * 2, second),
                new SlowPhase("dialogue", second * 2, second), new SlowPhase("total", second * 9, small)],
            result.Slow);
    }

    [Fact]
    public void A_failed_run_and_an_open_port_that_should_be_closed_are_not_called_slow()
    {
        var thresholds = new Thresholds { Warning = TimeSpan.FromTicks(1), WarningPhases = new PhaseThresholds { Connect = TimeSpan.FromTicks(1) } };
        var phases = new PhaseTimings { Connect = TimeSpan.FromSeconds(1) };
        TcpCheck check = Ftp with { Thresholds = thresholds };

        Judgement failed = Judgement.Of(check, Seeing.Failed(Phase.Send, FailureCause.Reset, "x") with { Phases = phases });
        Judgement open = Judgement.Of(check with { ExpectClosed = true }, Seeing.Open() with { Phases = phases });

        Assert.Equal("FTP CRITICAL: x", failed.Line);
        Assert.Equal("FTP CRITICAL: Unexpectedly open port. (port=21)", open.Line);
        Assert.Empty(failed.Slow);
        Assert.Empty(open.Slow);
    }

    [Fact]
    public void A_slow_phase_of_a_daysanswer_keeps_the_line_bounded()
    {
        TimeSpan small = TimeSpan.FromTicks(1), days = TimeSpan.FromDays(20);
        var each = new PhaseThresholds { Resolve = small, Connect = small, Tls = small, FirstByte = small, Dialogue = small };
        Observation seen = Seeing.Success(new string('x', 5000), 1e6) with
        {
            Phases = new PhaseTimings { Resolve = days, Connect = days, Tls = days, FirstByte = days, Dialogue = days },
        };

        Assert.InRange(Judgement.Of(Ftp with { Thresholds = new Thresholds { WarningPhases = each } }, seen).Line.Length, 900, 1024);
    }

    [Fact]
    public void A_slow_answer_is_no_error_that_could_be_a_warning()
    {
        TcpCheck check = Ftp with { FailureStatus = Status.Warning, Thresholds = new Thresholds { Critical = TimeSpan.FromSeconds(1) } };

        Assert.Equal(Status.Critical, Judgement.Of(check, Seeing.Success("", 2)).Status);
    }

    [Theory]
    [InlineData("421 busy\r\n", "421 busy")]
    [InlineData("\r\n421-a\r\n421 b\r\n", @"421-a\r\n421 b")]
    [InlineData("a|b\0", @"a\x7Cb\x00")]
    [InlineData("", "")]
    public void A_mismatch_shows_the_response(string response, string shown)
    {
        Judgement result = Judgement.Of(Ftp, Seeing.Failed(Phase.Expect, FailureCause.Mismatch, "ignored", response));

        Assert.Equal($"FTP CRITICAL: Unexpected response from host/socket: {shown}", result.Line);
    }

    [Theory]
    [InlineData(Phase.Resolve, FailureCause.NameNotFound, "resolve nowhere.example: name not found")]
    [InlineData(Phase.Connect, FailureCause.Refused, "connect to 127.0.0.1:1: connection refused")]
    [InlineData(Phase.Tls, FailureCause.CertificateExpired, "TLS handshake with 127.0.0.1:21: certificate refused: expired")]
    [InlineData(Phase.Send, FailureCause.Reset, "send to 127.0.0.1:21: connection reset by peer")]
    [InlineData(Phase.Expect, FailureCause.TimedOut, "receive from 127.0.0.1:21: timed out after 10 s")]
    [InlineData(Phase.Quit, FailureCause.Closed, "send quit to 127.0.0.1:21: connection closed by peer")]
    public void A_failure_is_critical_or_on_request_a_warning_and_says_what_failed(Phase phase, FailureCause cause, string message)
    {
        Observation seen = Seeing.Failed(phase, cause, message);

        Assert.Equal($"FTP CRITICAL: {message}", Judgement.Of(Ftp, seen).Line);
        Assert.Equal($"FTP WARNING: {message}", Judgement.Of(Ftp with { FailureStatus = Status.Warning }, seen).Line);
    }

    [Fact]
    public void A_mismatch_is_a_warning_on_request() => Assert.Equal(
        Status.Warning,
        Judgement.Of(Ftp with { FailureStatus = Status.Warning }, Seeing.Failed(Phase.Expect, FailureCause.Mismatch)).Status);

    [Theory]
    [InlineData("UNKNOWN=OK,WARNING=UNKNOWN", Status.Unknown)]
    [InlineData("CRITICAL=OK", Status.Warning)] // the failure is a WARNING before the map is asked
    public void The_status_map_comes_last(string text, Status expected)
    {
        Assert.True(StatusMap.TryParse(text, out StatusMap? map, out _));
        TcpCheck check = Ftp with { FailureStatus = Status.Warning, StatusMap = map };

        Judgement result = Judgement.Of(check, Seeing.NotConnected(FailureCause.Refused));

        Assert.Equal(expected, result.Status);
        Assert.StartsWith($"FTP {expected.ToText()}: ", result.Line);
    }

    [Fact]
    public void A_request_without_sense_is_unknown_unless_the_map_says_otherwise()
    {
        Assert.True(StatusMap.TryParse("UNKNOWN=CRITICAL", out StatusMap? map, out _));

        Assert.Equal("TCP UNKNOWN: no port", Judgement.OfError("TCP", StatusMap.Unchanged, "no port").Line);
        Assert.Equal(@"A\nB CRITICAL: x\x7Cy", Judgement.OfError("A\nB", map, "x|y").Line);
    }

    [Fact]
    public void Whatever_a_server_sends_the_line_is_plain_and_bounded() => Response.Sample(response =>
    {
        Observation matching = Seeing.Success(response);
        Observation mismatching = matching with { Failure = new Failure(Phase.Expect, FailureCause.Mismatch, "") };

        string[] lines = [Judgement.Of(Ftp, matching).Line, Judgement.Of(Ftp, mismatching).Line];

        return lines.All(line => PlainText.IsOneLine(line) && line.Length <= 1024);
    });

    [Fact]
    public void Whatever_stands_in_a_failure_the_line_is_plain() => Gen.Byte.Array.Sample(bytes =>
        PlainText.IsOneLine(Judgement.Of(Ftp, Seeing.Failed(Phase.Tls, FailureCause.TlsProtocol, ByteText.Decode(bytes))).Line));

    [Fact]
    public void A_failure_that_quotes_a_dayscertificate_is_bounded()
    {
        Observation seen = Seeing.Failed(Phase.Tls, FailureCause.CertificateUnknownIssuer, new string('x', 100_000));

        Assert.InRange(Judgement.Of(Ftp, seen).Line.Length, 900, 1024);
    }

    [Theory]
    [InlineData(0.1, Status.Ok)]
    [InlineData(0.09, Status.Critical)]
    public void Silence_that_was_hardly_listened_to_proves_no_closed_port(double seconds, Status expected)
    {
        Observation seen = Seeing.NotConnected(FailureCause.Refused, FailureCause.TimedOut);
        AddressAttempt silent = seen.Attempts[1] with { Duration = TimeSpan.FromSeconds(seconds) };
        var check = new TcpCheck { Target = Target.Tcp("localhost", 21), ExpectClosed = true };

        Assert.Equal(expected, Judgement.Of(check, seen with { Attempts = [seen.Attempts[0], silent] }).Status);
    }
}
