using CheckTcp.Checks;
using CheckTcp.Dialogue;

namespace CheckTcp.Tests.Dialogue;

public class StepTests
{
    [Fact]
    public void A_wait_lasts_up_to_an_hour()
    {
        Assert.Equal(TimeSpan.FromHours(1), Limits.MaxWait);
        Assert.Equal(Limits.MaxWait, new WaitStep(Limits.MaxWait).Duration);
        Assert.Equal(TimeSpan.FromTicks(1), new WaitStep(TimeSpan.FromTicks(1)).Duration);
    }

    [Fact]
    public void A_wait_outside_its_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WaitStep(TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WaitStep(TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WaitStep(Limits.MaxWait + TimeSpan.FromTicks(1)));
    }
}
