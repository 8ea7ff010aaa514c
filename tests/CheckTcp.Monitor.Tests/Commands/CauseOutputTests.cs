using CheckTcp.Monitor.Commands;
using CheckTcp.Monitor.Control;
using CheckTcp.Monitor.Execution;
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
    public void History_shows_the_cause_beside_a_failed_result()
    {
        var fine = new ResultView(At, "OK", 0.1, null, null, null, null, null, null, "fine");
        ResultView failed = fine with { At = At.AddMinutes(1), Status = "CRITICAL", Message = "words", Diagnosis = Mismatch };

        string text = Printed.By(console => HistoryOutput.Write(console, new HistoryView("web", At, At.AddHours(1), "result", [fine, failed], [])));

        Assert.Matches(@"(?m)^\S+ \S+ OK fine\n\S+ \S+ CRITICAL \[expect: mismatch at step 3\] words$", text);
    }
}
