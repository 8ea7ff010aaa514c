using System.Text.Json;
using CheckTcp.Monitor.Commands;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Facade;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Tests.Commands;

public class CauseOutputTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);

    private static readonly Diagnosis Mismatch = new() { Failure = new FailureFacts(Phase.Expect, FailureCause.Mismatch) { Step = 3 } };

    [Fact]
    public void Status_shows_the_cause_of_a_check_that_is_not_OK()
    {
        var check = new CheckView("web", "CRITICAL", "words\n", At, 0.25, null, 1, 7, true, null, null) { Diagnosis = Mismatch };
        var fine = check with { Name = "mail", Status = "OK", Diagnosis = null };

        string text = Printed.By(console =>
            StatusOutput.Write(console, new StatusView { Running = false, Version = "1", Checks = [check, fine] }, all: true));

        Assert.Matches(@"(?m)^ *check +status +alert +last run +response +cause +message *$", text);
        Assert.Matches(@"(?m)^ *web +CRITICAL +7 .*expect: mismatch at step 3 +words *$", text);
        Assert.Matches(@"(?m)^ *mail +OK +7 +\S+ \S+ +0\.250 s +words *$", text);
    }

    [Fact]
    public void Alerts_show_the_cause_that_they_have_now()
    {
        var alert = new AlertView(7, "web", "CRITICAL", "words", At, null, null, 2) { Diagnosis = Mismatch };

        string text = Printed.By(console => AlertsOutput.Write(console, [alert], all: false));

        Assert.Matches(@"(?m)^ *7 +web .*2 +expect: mismatch at step 3 +words *$", text);
    }

    [Fact]
    public void History_shows_runs_that_were_OK_only_just()
    {
        var fine = new ResultView(At, "OK", 0.1, null, null, null, null, null, null, null);
        ResultView saved = fine with { At = At.AddMinutes(1), Diagnosis = new() { Retried = new RetriedFacts(2) } };

        string text = Printed.By(console => HistoryOutput.Write(
            console, new HistoryView("web", At, At.AddHours(1), "result", [fine, saved, saved with { At = At.AddMinutes(2) }], [])));

        Assert.Contains("3 results, 3 OK, 100% OK; 2 OK only when tried again, at another address", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\S+ \S+ OK 
\S+ \S+ OK \[attempt 2\] $", text);
    }

    [Fact]
    public void One_check_is_shown_with_all_that_is_known_of_it()
    {
        CertificateView certificate = new("CN=x", At, 1.5, "AA", false, new FirstToExpireView("CN=y", At.AddDays(-1), -0.5), At, At, null, null)
        {
            Handshake = JsonElement.Parse("""{"issuer":"CN=z"}"""),
        };
        var check = new CheckView("web", "CRITICAL", "words\n", At, 0.25, null, 1, 7, true, "memo", null)
        {
            Diagnosis = Mismatch with { Addresses = [new AddressFacts("[::1]:1", Mismatch.Failure), new AddressFacts("127.0.0.1:1")] },
            Certificates = [certificate, certificate with { Sha256Fingerprint = "BB" }],
        };

        string text = Printed.By(console => CheckOutput.Write(console, check));

        Assert.StartsWith("web CRITICAL words\n  cause: expect: mismatch at step 3; [::1]:1 expect: mismatch at step 3\n", text, StringComparison.Ordinal);
        Assert.Contains("\n  address: [::1]:1 expect: mismatch at step 3\n  address: 127.0.0.1:1 passed\n", text, StringComparison.Ordinal);
        Assert.Matches(@"\n  certificate: CN=x issued by CN=z, until \S+ \S+ \(1\.5 days left\), its issuer CN=y until \S+ \S+ \(expired\), not trusted, .* SHA-256 AA\n", text);
        Assert.Contains("SHA-256 BB\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void History_shows_the_cause_beside_a_failed_result()
    {
        var fine = new ResultView(At, "OK", 0.1, null, null, null, null, null, null, "fine");
        ResultView failed = fine with { At = At.AddMinutes(1), Status = "CRITICAL", Message = "words", Diagnosis = Mismatch };

        string text = Printed.By(console => HistoryOutput.Write(console, new HistoryView("web", At, At.AddHours(1), "result", [fine, failed], [])));

        Assert.Matches(@"(?m)^\S+ \S+ OK fine\n\S+ \S+ CRITICAL \[expect: mismatch at step 3\] words$", text);
    }
}
