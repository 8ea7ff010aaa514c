namespace CheckTcp.Tests.Definition;

public class TcpCheckTests
{
    private static readonly Target Somewhere = Target.Tcp("localhost", 21);

    [Fact]
    public void A_check_that_only_has_a_target_just_connects()
    {
        var check = new TcpCheck { Target = Somewhere };

        Assert.Equal("TCP", check.Name);
        Assert.Null(check.Tls);
        Assert.Empty(check.Steps);
        Assert.Equal(Thresholds.None, check.Thresholds);
        Assert.Equal(Limits.Default, check.Limits);
        Assert.False(check.ExpectClosed);
        Assert.Equal(Status.Critical, check.FailureStatus);
        Assert.Equal(StatusMap.Unchanged, check.StatusMap);
    }

    [Theory]
    [InlineData(Status.Warning)]
    [InlineData(Status.Critical)]
    public void A_failure_may_be_a_warning_or_critical(Status status) =>
        Assert.Equal(status, new TcpCheck { Target = Somewhere, FailureStatus = status }.FailureStatus);

    [Theory]
    [InlineData(Status.Ok)]
    [InlineData(Status.Unknown)]
    public void A_failure_is_neither_ok_nor_unknown(Status status) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TcpCheck { Target = Somewhere, FailureStatus = status });

    [Fact]
    public void Steps_that_were_never_made_are_no_steps() => Assert.Empty(new TcpCheck { Target = Somewhere, Steps = default }.Steps);
}
