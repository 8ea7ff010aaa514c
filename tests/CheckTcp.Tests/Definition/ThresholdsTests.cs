namespace CheckTcp.Tests.Definition;

public class ThresholdsTests
{
    [Theory]
    [InlineData(0, Status.Ok)]
    [InlineData(3.0, Status.Ok)] // exactly the threshold is still OK
    [InlineData(3.0000001, Status.Warning)]
    [InlineData(10.0, Status.Warning)]
    [InlineData(10.0000001, Status.Critical)]
    public void A_response_time_over_a_threshold_raises_the_status(double seconds, Status expected)
    {
        var thresholds = new Thresholds { Warning = TimeSpan.FromSeconds(3), Critical = TimeSpan.FromSeconds(10) };

        Assert.Equal(expected, thresholds.StatusOf(TimeSpan.FromSeconds(seconds)));
    }

    [Fact]
    public void Critical_wins_when_it_is_the_lower_one()
    {
        var thresholds = new Thresholds { Warning = TimeSpan.FromSeconds(10), Critical = TimeSpan.FromSeconds(3) };

        Assert.Equal(Status.Critical, thresholds.StatusOf(TimeSpan.FromSeconds(4)));
    }

    [Fact]
    public void Without_thresholds_any_response_time_is_ok() => Assert.Equal(Status.Ok, Thresholds.None.StatusOf(TimeSpan.MaxValue));

    [Theory]
    [InlineData(0.1, Status.Ok)] // exactly the threshold is still OK
    [InlineData(0.100001, Status.Warning)]
    [InlineData(0.2, Status.Warning)]
    [InlineData(0.200001, Status.Critical)]
    public void A_phase_over_a_threshold_raises_the_status(double seconds, Status expected)
    {
        var thresholds = new Thresholds
        {
            WarningPhases = new PhaseThresholds { Connect = TimeSpan.FromSeconds(0.1) },
            CriticalPhases = new PhaseThresholds { Connect = TimeSpan.FromSeconds(0.2) },
        };

        Assert.Equal(expected, thresholds.StatusOf(TimeSpan.FromSeconds(1), new PhaseTimings { Connect = TimeSpan.FromSeconds(seconds) }));
    }

    [Theory]
    [InlineData(2, 0.3, Status.Critical)] // the whole is too slow, the phase worth a warning
    [InlineData(0.3, 0.3, Status.Warning)]
    [InlineData(2, 0.05, Status.Critical)]
    [InlineData(0.05, 0.05, Status.Ok)]
    public void The_worst_of_whole_and_phases_counts(double total, double tls, Status expected)
    {
        var thresholds = new Thresholds
        {
            Critical = TimeSpan.FromSeconds(1),
            WarningPhases = new PhaseThresholds { Tls = TimeSpan.FromSeconds(0.1) },
        };

        Assert.Equal(
            expected, thresholds.StatusOf(TimeSpan.FromSeconds(total), new PhaseTimings { Tls = TimeSpan.FromSeconds(tls) }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_threshold_is_more_than_zero(int seconds)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Thresholds { Warning = TimeSpan.FromSeconds(seconds) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Thresholds { Critical = TimeSpan.FromSeconds(seconds) });
    }
}
