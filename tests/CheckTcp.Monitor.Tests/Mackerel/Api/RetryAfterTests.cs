using CheckTcp.Monitor.Mackerel.Api;

namespace CheckTcp.Monitor.Tests.Mackerel.Api;

public class RetryAfterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData("1.5", null)]
    [InlineData("0", 0)]
    [InlineData("120", 120)]
    [InlineData(" 120 ", 120)]
    [InlineData("-5", 0)]
    [InlineData("3600", 3600)]
    [InlineData("3601", 3600)]
    [InlineData("99999999999999999999999999", 3600)]
    [InlineData("Wed, 25 Nov 2026 12:01:30 GMT", 90)]
    [InlineData("Wed, 25 Nov 2026 11:59:00 GMT", 0)]
    [InlineData("Wed, 25 Nov 2026 18:00:00 GMT", 3600)]
    [InlineData("Wednesday, 25-Nov-26 12:00:10 GMT", 10)]
    public void It_is_seconds_or_a_date_and_at_most_an_hour(string? value, int? seconds) =>
        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, RetryAfter.Of(value, Now));
}
