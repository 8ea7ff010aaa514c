using CheckTcp.Patterns;

namespace CheckTcp.Tests.Definition;

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

    [Fact]
    public void A_silence_lasts_longer_than_zero()
    {
        var expect = new ExpectStep(Pattern.Parse("220"));

        Assert.Null((expect with { QuietAfter = null }).QuietAfter);
        Assert.Equal(TimeSpan.FromTicks(1), (expect with { QuietAfter = TimeSpan.FromTicks(1) }).QuietAfter);
        Assert.Throws<ArgumentOutOfRangeException>(() => expect with { QuietAfter = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => expect with { QuietAfter = Timeout.InfiniteTimeSpan });
    }
}
