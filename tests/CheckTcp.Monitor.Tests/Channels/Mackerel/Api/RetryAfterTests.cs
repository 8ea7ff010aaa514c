using CheckTcp.Monitor.Channels.Mackerel.Api;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Api;

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
    [InlineData("-5", null)]
    [InlineData("+5", null)]
    [InlineData("NaN", null)]
    [InlineData("Infinity", null)]
    [InlineData("-Infinity", null)]
    [InlineData("1e3", null)]
    [InlineData("0x10", null)]
    [InlineData("\u0661\u0662", null)] // digits, but not of ASCII
    [InlineData("120, 60", null)]
    [InlineData("120 seconds", null)]
    [InlineData("2147483648", 3600)]
    [InlineData("3600", 3600)]
    [InlineData("3601", 3600)]
    [InlineData("99999999999999999999999999", 3600)]
    [InlineData("Wed, 25 Nov 2026 12:01:30 GMT", 90)]
    [InlineData("Wed, 25 Nov 2026 11:59:00 GMT", 0)]
    [InlineData("Wed, 25 Nov 2026 18:00:00 GMT", 3600)]
    [InlineData("Wednesday, 25-Nov-26 12:00:10 GMT", 10)]
    [InlineData("Wed Nov 25 12:00:20 2026", 20)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 3600)]
    [InlineData("Sat, 01 Jan 10000 00:00:00 GMT", null)]
    [InlineData("Mon, 01 Jan 0001 00:00:00 GMT", 0)]
    [InlineData("Thu, 25 Nov 2026 12:01:30 GMT", null)] // that day was a Wednesday
    [InlineData("2026-11-25T12:01:30Z", null)]
    [InlineData("Wed, 25 Nov 2026 12:01:30 +0900", null)]
    public void It_is_seconds_or_a_date_at_most_an_hour_and_else_ignored(string? value, int? seconds) =>
        Assert.Equal(seconds is { } wait ? TimeSpan.FromSeconds(wait) : null, RetryAfter.Of(value, Now));
}
