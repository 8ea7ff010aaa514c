using CheckTcp.Monitor.Commands;

namespace CheckTcp.Monitor.Tests.Commands;

public class PeriodTextTests
{
    [Theory]
    [InlineData("90s", 90)]
    [InlineData("15m", 900)]
    [InlineData("12h", 43_200)]
    [InlineData("7d", 604_800)]
    [InlineData("2w", 1_209_600)]
    public void A_period_is_a_number_and_a_unit(string text, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), PeriodText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("7")]
    [InlineData("0d")]
    [InlineData("-7d")]
    [InlineData("1.5h")]
    [InlineData("7 d")]
    [InlineData("7y")]
    [InlineData("9999999999d")]
    public void Anything_else_is_none(string text) => Assert.Null(PeriodText.Parse(text));
}
