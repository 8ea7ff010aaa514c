using CheckTcp.Monitor.Commands;
using CheckTcp.Monitor.Facade;

namespace CheckTcp.Monitor.Tests.Commands;

public class ResponseTimeChartTests
{
    private static readonly DateTimeOffset Since = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_longest_response_time_of_each_slice_is_drawn_to_scale_over_how_the_runs_came_out()
    {
        IReadOnlyList<string> lines = ResponseTimeChart.Of(History(
            Result(0, "OK", 0.1), Result(30, "WARNING", 0.05), Result(30, "OK", 0.01), Result(59, "CRITICAL", 0.0125)));

        Assert.Equal("   100 ms │█", lines[0]);
        Assert.Equal($"          │█{new string(' ', 29)}█", lines[4]);
        Assert.Equal($"     0 ms │█{new string(' ', 29)}█{new string(' ', 28)}█", lines[7]);
        Assert.Equal($"           .{new string(' ', 29)}W{new string(' ', 28)}C", lines[9]);
    }

    [Fact]
    public void Rollups_are_drawn_by_their_longest_and_their_worst()
    {
        var rollup = new RollupView(Since.AddMinutes(10), 5, 1, 0, 2, 0.1, 0.2, 2.5, 0.2, 0.3, 0.4);
        IReadOnlyList<string> lines = ResponseTimeChart.Of(History() with { Resolution = "minute", Rollups = [rollup] });

        Assert.StartsWith("    2.5 s │", lines[0], StringComparison.Ordinal);
        Assert.Equal('U', lines[9][21]);
    }

    [Fact]
    public void Without_a_run_there_is_nothing_to_draw() => Assert.Empty(ResponseTimeChart.Of(History()));

    private static HistoryView History(params ResultView[] results) => new("db", Since, Since.AddHours(1), "result", results, []);

    private static ResultView Result(int minute, string status, double time) =>
        new(Since.AddMinutes(minute), status, time, null, null, null, null, null, null, null);
}
