namespace CheckTcp.Tests.Definition;

public class LimitsTests
{
    [Fact]
    public void A_check_has_ten_seconds_and_no_bound_on_the_response_unless_it_says_otherwise()
    {
        Assert.Equal(TimeSpan.FromSeconds(10), Limits.Default.Timeout);
        Assert.Null(Limits.Default.MaxBytes);
    }

    [Fact]
    public void The_timeout_may_be_as_short_and_as_long_as_a_timer_can_be()
    {
        Assert.Equal(TimeSpan.FromTicks(1), new Limits { Timeout = TimeSpan.FromTicks(1) }.Timeout);
        Assert.Equal(Limits.MaxTimeout, new Limits { Timeout = Limits.MaxTimeout }.Timeout);
        Assert.True(Limits.MaxTimeout.TotalMilliseconds <= int.MaxValue);
    }

    [Fact]
    public void A_timeout_outside_its_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Limits { Timeout = TimeSpan.Zero });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Limits { Timeout = TimeSpan.FromSeconds(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Limits { Timeout = Limits.MaxTimeout + TimeSpan.FromTicks(1) });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    public void A_response_of_no_bytes_cannot_be_asked_for(long maxBytes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Limits { MaxBytes = maxBytes });
}
