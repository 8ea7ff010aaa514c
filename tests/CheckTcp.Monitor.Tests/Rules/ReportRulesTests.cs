using System.Collections.Immutable;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Rules;

namespace CheckTcp.Monitor.Tests.Rules;

/// <summary>Which runs are reported: the agent's rules, run by run.</summary>
public class ReportRulesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 12, 0, 7, 600, TimeSpan.Zero);

    private readonly CheckDefinition _check = new() { Name = "db", Program = new ChildProgram(["true"], null, ImmutableDictionary<string, string>.Empty) };

    [Fact]
    public void The_first_OK_is_reported_and_waits_for_others()
    {
        OutgoingReport report = Assert.Single(Reports(_check, (0, Status.Ok, "fine")));

        Assert.Equal(("db", Status.Ok, "fine", false), (report.Check, report.Status, report.Message, report.IsUrgent));
        Assert.Equal(Start.ToUnixTimeSeconds(), report.OccurredAt);
        Assert.Null(report.Host);
    }

    [Fact]
    public void An_OK_that_says_the_same_is_not_reported() =>
        Assert.Equal([0], Times(Reports(_check, (0, Status.Ok, "fine"), (60, Status.Ok, "fine"), (120, Status.Ok, "fine"))));

    [Fact]
    public void An_OK_that_says_something_else_is_reported_and_waits_for_others()
    {
        OutgoingReport[] reports = Reports(_check, (0, Status.Ok, "fine"), (60, Status.Ok, "fine again"));

        Assert.Equal([0, 60], Times(reports));
        Assert.False(reports[1].IsUrgent);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void An_OK_whose_figures_alone_change_is_reported_where_figures_count(bool ignoreFigures, int count) =>
        Assert.Equal(count, Reports(
            _check, new ReportPolicy(ignoreFigures), (0, Status.Ok, "0.001 seconds"), (60, Status.Ok, "0.002 seconds")).Length);

    [Theory]
    [InlineData(Status.Warning)]
    [InlineData(Status.Critical)]
    [InlineData(Status.Unknown)]
    public void What_is_not_OK_is_reported_every_time_and_at_once_when_it_is_news(Status status)
    {
        OutgoingReport[] reports = Reports(_check, (0, Status.Ok, "fine"), (60, status, "bad"), (120, status, "bad"));

        Assert.Equal([0, 60, 120], Times(reports));
        Assert.Equal([false, true, false], reports.Select(report => report.IsUrgent));
    }

    [Fact]
    public void A_first_run_that_is_not_OK_is_news() => Assert.True(Assert.Single(Reports(_check, (0, Status.Critical, "bad"))).IsUrgent);

    [Fact]
    public void A_change_between_two_bad_statuses_is_news() =>
        Assert.Equal([true, true], Reports(_check, (0, Status.Warning, "bad"), (60, Status.Critical, "bad")).Select(report => report.IsUrgent));

    [Fact]
    public void The_recovery_is_reported_at_once_even_if_it_says_what_the_last_OK_said()
    {
        OutgoingReport[] reports = Reports(_check, (0, Status.Ok, "fine"), (60, Status.Critical, "bad"), (120, Status.Ok, "fine"));

        Assert.Equal([0, 60, 120], Times(reports));
        Assert.True(reports[2].IsUrgent);
    }

    [Fact]
    public void After_a_restart_the_first_OK_is_reported_and_is_news_when_the_check_was_not_OK_before()
    {
        ReportStep step = ReportRules.After(
            new ReportMark(1), _check, new Report("db", Start, TimeSpan.Zero, Status.Ok, "fine"), Status.Critical, new ReportPolicy(true));

        Assert.True(step.Report?.IsUrgent);
    }

    [Fact]
    public void Without_auto_close_no_OK_is_ever_reported_and_each_failure_after_it_is_news()
    {
        OutgoingReport[] reports = Reports(
            _check with { PreventAlertAutoClose = true, MaxCheckAttempts = 3 },
            (0, Status.Ok, "fine"), (60, Status.Critical, "bad"), (120, Status.Ok, "fine"), (180, Status.Critical, "bad"));

        Assert.Equal([60, 180], Times(reports));
        Assert.All(reports, report => Assert.True(report.IsUrgent));
        Assert.All(reports, report => Assert.Equal(1, report.MaxCheckAttempts));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(0, null)]
    [InlineData(-3, null)]
    [InlineData(1, 1)]
    [InlineData(11, 11)]
    public void Attempts_are_reported_as_written_where_they_mean_something(int? written, int? reported) =>
        Assert.Equal(reported, Reports(_check with { MaxCheckAttempts = written }, (0, Status.Ok, ""))[0].MaxCheckAttempts);

    [Theory]
    [InlineData(null, null)]
    [InlineData(0.0, 10)]
    [InlineData(9.0, 10)]
    [InlineData(10.0, 10)]
    [InlineData(10.5, 11)]
    [InlineData(90.0, 90)]
    public void Notifications_are_ten_minutes_apart_or_more(double? minutes, int? reported) => Assert.Equal(
        reported,
        Reports(_check with { NotificationInterval = minutes is { } m ? TimeSpan.FromMinutes(m) : null }, (0, Status.Ok, ""))[0].NotificationInterval);

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("db-7", "db-7")]
    public void The_report_goes_to_the_host_of_the_custom_identifier(string? identifier, string? host) =>
        Assert.Equal(host, Reports(_check with { CustomIdentifier = identifier }, (0, Status.Ok, ""))[0].Host);

    [Fact]
    public void Two_reports_of_a_check_never_have_the_same_second()
    {
        OutgoingReport[] reports = Reports(
            _check, (0, Status.Ok, ""), (0.3, Status.Critical, "bad"), (0.35, Status.Ok, ""), (1, Status.Critical, "bad"), (60, Status.Ok, ""));

        Assert.Equal([0, 1, 2, 3, 60], Times(reports));
    }

    [Fact]
    public void A_clock_that_is_set_back_a_little_gives_no_second_twice() =>
        Assert.Equal([0, 1, 2], Times(Reports(_check, (0, Status.Critical, ""), (-600, Status.Critical, ""), (-540, Status.Critical, ""))));

    [Fact]
    public void A_clock_that_was_far_ahead_is_not_waited_for() =>
        Assert.Equal([0, -7200], Times(Reports(_check, (0, Status.Critical, ""), (-7200, Status.Critical, ""))));

    private static OutgoingReport[] Reports(CheckDefinition check, params (double At, Status Status, string Message)[] runs) =>
        Reports(check, new ReportPolicy(IgnoreFigures: true), runs);

    private static OutgoingReport[] Reports(
        CheckDefinition check, ReportPolicy policy, params (double At, Status Status, string Message)[] runs)
    {
        List<OutgoingReport> reports = [];
        ReportMark mark = ReportMark.New;
        Status? before = null;
        foreach ((double at, Status status, string message) in runs)
        {
            (mark, OutgoingReport? report) = ReportRules.After(
                mark, check, new Report(check.Name, Start.AddSeconds(at), TimeSpan.Zero, status, message), before, policy);
            before = status;
            if (report is not null)
            {
                reports.Add(report);
            }
        }

        return [.. reports];
    }

    private static IEnumerable<long> Times(IEnumerable<OutgoingReport> reports) =>
        reports.Select(report => report.OccurredAt - Start.ToUnixTimeSeconds());
}
