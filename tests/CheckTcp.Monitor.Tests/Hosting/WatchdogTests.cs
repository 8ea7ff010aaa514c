using CheckTcp.Monitor.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Hosting;

public class WatchdogTests
{
    [Fact]
    public void It_is_heard_from_while_the_schedule_makes_steps_and_no_longer()
    {
        var time = new FakeTimeProvider();
        long steps = 0;
        int heard = 0;
        using var watchdog = new Watchdog(TimeSpan.FromSeconds(30), () => steps, () => heard++, time);

        for (int tick = 0; tick < 5; tick++)
        {
            steps++;
            time.Advance(TimeSpan.FromSeconds(10));
        }

        int before = heard;
        time.Advance(TimeSpan.FromMinutes(5)); // the schedule hangs
        Assert.InRange(before, 5, 6);
        Assert.Equal(before, heard);
        steps++;
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(before + 1, heard);
    }

    [Theory]
    [InlineData("30000000", null, 30)]
    [InlineData("30000000", "", 30)]
    [InlineData("30000000", "42", 30)]
    [InlineData("30000000", "43", null)] // it watches another process
    [InlineData("0", null, null)]
    [InlineData("-1", null, null)]
    [InlineData("30s", null, null)]
    [InlineData("99999999999999999999", null, null)]
    [InlineData("9223372036854775807", null, null)]
    [InlineData(null, null, null)]
    public void Its_interval_is_what_the_service_manager_says(string? microseconds, string? process, int? seconds) =>
        Assert.Equal(seconds, ServiceManager.WatchdogIntervalOf(microseconds, process, self: 42)?.TotalSeconds);
}
