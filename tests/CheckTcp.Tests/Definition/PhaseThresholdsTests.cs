namespace CheckTcp.Tests.Definition;

public class PhaseThresholdsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly PhaseThresholds AtMostASecond =
        new() { Resolve = Second, Connect = Second, Proxy = Second, Tls = Second, FirstByte = Second, Dialogue = Second };

    public static TheoryData<PhaseTimings> TooSlow() =>
    [
        new PhaseTimings { Resolve = Second * 2 },
        new PhaseTimings { Connect = Second * 2 },
        new PhaseTimings { Proxy = Second * 2 },
        new PhaseTimings { Tls = Second * 2 },
        new PhaseTimings { FirstByte = Second * 2 },
        new PhaseTimings { Dialogue = Second * 2 },
    ];

    [Theory]
    [MemberData(nameof(TooSlow))]
    public void One_phase_is_enough(PhaseTimings phases)
    {
        Assert.True(AtMostASecond.AreExceededBy(phases));
        Assert.False(PhaseThresholds.None.AreExceededBy(phases));
    }

    [Fact]
    public void A_phase_that_did_not_happen_is_never_over_its_threshold() => Assert.False(AtMostASecond.AreExceededBy(new PhaseTimings()));

    [Fact]
    public void A_threshold_is_more_than_zero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseThresholds { Resolve = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseThresholds { Connect = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseThresholds { Proxy = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseThresholds { Tls = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseThresholds { FirstByte = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseThresholds { Dialogue = TimeSpan.Zero });
    }
}
