using CheckTcp.Monitor.Facade;

namespace CheckTcp.Monitor.Tests.Facade;

public class SelfCheckTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly StatusView Healthy = new()
    {
        Running = true,
        Version = "0",
        StartedAt = Noon,
        Configuration = new ConfigurationView("agent.conf", Noon, []),
        Schedule = new ScheduleView(2, 1, 0, 5, 0, 0, 0.0125, 0.02),
        Store = new StoreView(Ok: true, null, null, 0, 0),
        Checks = [],
    };

    [Fact]
    public void A_daemon_that_does_its_work_is_OK_however_its_checks_came_out() =>
        Assert.Equal(
            (Status.Ok, "running since 2026-11-25T12:00:00+00:00, 2 checks | checks=2;;;0 running=1;;;0 waiting=0;;;0 lag_p99=0.013s;;5;0"),
            SelfCheck.Of(Healthy));

    [Fact]
    public void A_store_that_cannot_be_written_is_CRITICAL_and_named_first()
    {
        (Status status, string line) = SelfCheck.Of(Healthy with
        {
            Store = new StoreView(Ok: false, Noon, "disk | full; make room", 5, 0),
            Configuration = new ConfigurationView("agent.conf", Noon, ["agent.conf:1: x", "agent.conf:2: y"]),
        });

        Assert.Equal(Status.Critical, status);
        Assert.StartsWith(
            @"the store cannot be written: disk \x7C full; make room; the configuration on disk has 2 errors: agent.conf:1: x | ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Checks_that_begin_late_are_CRITICAL()
    {
        (Status status, string line) = SelfCheck.Of(Healthy with { Schedule = Healthy.Schedule! with { LagP99 = 7.25 } });

        Assert.Equal(Status.Critical, status);
        Assert.StartsWith("checks begin late, 1 in 100 by more than 7.3 s | ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_for_which_something_is_left_out_are_WARNING()
    {
        (Status status, string line) = SelfCheck.Of(Healthy with { Configuration = Healthy.Configuration! with { Problems = ["agent.conf:3: z"] } });

        Assert.Equal(Status.Warning, status);
        Assert.StartsWith("the configuration in force has 1 error: agent.conf:3: z | ", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_that_fail_and_a_host_with_a_problem_are_WARNING()
    {
        Assert.Equal(Status.Warning, SelfCheck.Of(Healthy with { Reporting = new ReportingView { Waiting = 3, FailingSince = Noon, LastError = "503" } }).Status);
        Assert.Equal(Status.Warning, SelfCheck.Of(Healthy with { Reporting = new ReportingView { Waiting = 0, HostProblem = "403" } }).Status);
        Assert.Equal(Status.Ok, SelfCheck.Of(Healthy with { Reporting = new ReportingView { Waiting = 0, LastError = "503, long ago" } }).Status);
    }
}
