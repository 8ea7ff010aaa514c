using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Scheduling;

namespace CheckTcp.Monitor.Tests.Scheduling;

public class SchedulerTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_check_runs_at_every_moment_of_its_cadence()
    {
        await using var plant = new Plant();
        plant.Apply(Check("ftp"));

        for (int minute = 0; minute < 5; minute++)
        {
            DateTimeOffset due = plant.Scheduler.DueOf("ftp")!.Value;
            Assert.Equal(Cadence.Of("ftp", TimeSpan.FromMinutes(1)).NextAfter(plant.Time.GetUtcNow()), due);
            plant.Time.AdvanceTo(due);
            (await plant.NextRunAsync()).End();
            await plant.SettledAsync();
        }

        Assert.Equal((5, 0), (plant.Scheduler.Figures.Started, plant.Scheduler.Figures.Skipped));
    }

    [Fact]
    public async Task A_check_never_overlaps_itself_and_the_moments_it_missed_are_counted()
    {
        await using var plant = new Plant();
        plant.Apply(Check("slow"));
        plant.Time.AdvanceTo(plant.Scheduler.DueOf("slow")!.Value);
        Run running = await plant.NextRunAsync();

        plant.Time.Pass(TimeSpan.FromSeconds(150));

        Assert.Equal((1, 1), (plant.Scheduler.Figures.Running, plant.Scheduler.Figures.Started));
        running.End();
        await plant.SettledAsync();
        Assert.Equal(2, plant.Scheduler.Figures.Skipped);
        Assert.True(plant.Scheduler.DueOf("slow") > plant.Time.GetUtcNow());
    }

    [Fact]
    public async Task A_machine_that_slept_wakes_without_a_burst()
    {
        await using var plant = new Plant();
        plant.Apply([.. Enumerable.Range(0, 200).Select(i => Check($"c{i}"))]);

        plant.Time.Sleep(TimeSpan.FromHours(8));
        plant.Time.Pass(TimeSpan.FromSeconds(1));

        Assert.InRange(plant.Scheduler.Figures.Started, 0, 20); // three or four are due in any second
        Assert.InRange(plant.Scheduler.Figures.Skipped, 200 * 480, 200 * 481);
        Assert.All(Enumerable.Range(0, 200), i => Assert.InRange(
            plant.Scheduler.DueOf($"c{i}")!.Value, plant.Time.GetUtcNow().AddSeconds(-1), plant.Time.GetUtcNow().AddMinutes(1)));
    }

    [Theory]
    [InlineData(+3600)]
    [InlineData(-3600)]
    public async Task A_clock_that_was_set_causes_neither_a_burst_nor_a_pause(int seconds)
    {
        await using var plant = new Plant();
        plant.Apply([.. Enumerable.Range(0, 200).Select(i => Check($"c{i}"))]);

        plant.Time.SetWallClock(TimeSpan.FromSeconds(seconds));
        plant.Time.Pass(TimeSpan.FromSeconds(1));

        Assert.InRange(plant.Scheduler.Figures.Started, 0, 20);
        Assert.All(Enumerable.Range(0, 200), i => Assert.InRange(
            plant.Scheduler.DueOf($"c{i}")!.Value, plant.Time.GetUtcNow().AddSeconds(-1), plant.Time.GetUtcNow().AddMinutes(1)));
    }

    [Fact]
    public async Task A_wall_clock_that_was_set_is_told_once_and_a_pause_is_not()
    {
        await using var plant = new Plant();
        plant.Apply();
        plant.Time.Pause(TimeSpan.FromSeconds(20));
        plant.Time.Pass(TimeSpan.FromSeconds(2));
        int afterPause = plant.WallClockSet;

        plant.Time.SetWallClock(TimeSpan.FromDays(-1));
        plant.Time.Pass(TimeSpan.FromSeconds(5));

        Assert.Equal((0, 1), (afterPause, plant.WallClockSet));
        Assert.Equal(new ClockGaps(All: 2, OfWallClock: 1), plant.Clock.Look());
    }

    [Fact]
    public async Task Its_steps_go_on_while_nothing_is_due()
    {
        await using var plant = new Plant();
        plant.Apply();
        long before = plant.Scheduler.Steps;

        plant.Time.Pass(TimeSpan.FromSeconds(10));

        Assert.InRange(plant.Scheduler.Steps - before, 9, 11);
    }

    [Fact]
    public async Task A_check_that_is_not_OK_runs_again_after_its_retry_interval()
    {
        await using var plant = new Plant();
        plant.Apply(Check("ftp") with { RetryInterval = TimeSpan.FromSeconds(5) });
        DateTimeOffset due = plant.Scheduler.DueOf("ftp")!.Value;
        plant.Time.AdvanceTo(due);

        (await plant.NextRunAsync()).End(retries: true);
        await plant.SettledAsync();

        Assert.Equal(due + TimeSpan.FromSeconds(5), plant.Scheduler.DueOf("ftp"));
        Assert.Equal(0, plant.Scheduler.Figures.Skipped);
    }

    [Fact]
    public async Task A_new_check_is_first_run_within_a_minute_however_long_its_interval()
    {
        await using var plant = new Plant();

        plant.Apply(Check("new") with { Interval = TimeSpan.FromHours(1) }, Check("known") with { Interval = TimeSpan.FromHours(1) });

        Assert.InRange(plant.Scheduler.DueOf("new")!.Value - plant.Time.GetUtcNow(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
        Assert.Equal(
            Cadence.Of("known", TimeSpan.FromHours(1)).NextAfter(plant.Time.GetUtcNow()), plant.Scheduler.DueOf("known"));
    }

    [Fact]
    public async Task No_more_run_at_once_than_are_allowed_and_the_rest_follow_in_their_order()
    {
        await using var plant = new Plant(new MonitorSettings { MaxConcurrent = 2 });
        plant.Apply([.. Enumerable.Range(0, 5).Select(i => Check($"c{i}"))]);
        plant.Time.Pass(TimeSpan.FromMinutes(1));
        Run[] first = [await plant.NextRunAsync(), await plant.NextRunAsync()];

        ScheduleFigures full = plant.Scheduler.Figures;
        first[0].End();
        Run third = await plant.NextRunAsync();

        Assert.Equal((2, 3), (full.Running, full.Waiting));
        Assert.DoesNotContain(third.Check, first.Select(run => run.Check));
        Assert.Equal(2, plant.Scheduler.Figures.Running);
    }

    [Fact]
    public async Task A_host_at_its_bound_holds_up_nobody_but_its_own()
    {
        await using var plant = new Plant(new MonitorSettings { MaxConcurrentPerTarget = 1 });
        plant.Apply(
            Check("a1") with { TargetHost = "a" }, Check("a2") with { TargetHost = "a" }, Check("b1") with { TargetHost = "b" });
        plant.Time.Pass(TimeSpan.FromMinutes(1));

        Run[] running = [await plant.NextRunAsync(), await plant.NextRunAsync()];

        Assert.Equal(["a", "b"], running.Select(run => run.Check.TargetHost).Order());
        running.Single(run => run.Check.TargetHost == "a").End();
        Assert.Equal("a", (await plant.NextRunAsync()).Check.TargetHost);
    }

    [Fact]
    public async Task A_reload_leaves_the_moments_of_checks_that_stay_and_the_runs_under_way()
    {
        await using var plant = new Plant();
        plant.Apply(Check("stays"), Check("goes"), Check("runs"));
        DateTimeOffset due = plant.Scheduler.DueOf("stays")!.Value;
        plant.Time.AdvanceTo(plant.Scheduler.DueOf("runs")!.Value);
        await plant.RunAllButAsync("runs");
        due = plant.Scheduler.DueOf("stays")!.Value;

        plant.Apply(Check("stays") with { Memo = "new" }, Check("runs"), Check("comes"));

        Assert.Equal(due, plant.Scheduler.DueOf("stays"));
        Assert.Null(plant.Scheduler.DueOf("goes"));
        Assert.NotNull(plant.Scheduler.DueOf("comes"));
        Assert.Equal(1, plant.Scheduler.Figures.Running);
    }

    [Fact]
    public async Task A_check_that_is_removed_while_it_runs_does_not_come_back()
    {
        await using var plant = new Plant();
        plant.Apply(Check("gone"));
        plant.Time.AdvanceTo(plant.Scheduler.DueOf("gone")!.Value);
        Run run = await plant.NextRunAsync();

        plant.Apply();
        run.End();
        await plant.SettledAsync();
        plant.Time.Pass(TimeSpan.FromMinutes(10));

        Assert.Equal((0, 1), (plant.Scheduler.Figures.Checks, plant.Scheduler.Figures.Started));
    }

    [Fact]
    public async Task Lag_is_how_long_a_due_check_had_to_wait()
    {
        await using var plant = new Plant(new MonitorSettings { MaxConcurrent = 1 });
        var interval = TimeSpan.FromSeconds(5);
        plant.Apply(Check("one") with { Interval = interval }, Check("two") with { Interval = interval });
        plant.Time.Pass(interval);
        Run first = await plant.NextRunAsync();
        DateTimeOffset due = plant.Scheduler.DueOf(first.Check.Name == "one" ? "two" : "one")!.Value;

        first.End();
        await plant.NextRunAsync();

        double lag = Math.Floor((plant.Time.GetUtcNow() - due).TotalMilliseconds);
        Assert.Equal(TimeSpan.FromMilliseconds(lag), plant.Scheduler.Figures.Lag.Max);
    }

    [Fact]
    public async Task Stopping_cancels_what_runs_and_waits_for_its_end()
    {
        var plant = new Plant();
        plant.Apply(Check("ftp"));
        plant.Time.AdvanceTo(plant.Scheduler.DueOf("ftp")!.Value);
        Run run = await plant.NextRunAsync();

        Task stopping = plant.Scheduler.DisposeAsync().AsTask();

        await run.Cancelled.WaitAsync(Stop);
        Assert.False(stopping.IsCompleted);
        run.End();
        await stopping.WaitAsync(Stop);
    }

    private static CheckDefinition Check(string name) =>
        new() { Name = name, Program = new ChildProgram(["true"], null, ImmutableDictionary<string, string>.Empty) };
}
