using CheckTcp.Monitor.Configuration.Text;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Configuration.Text;

public class DurationTextTests
{
    [Theory]
    [InlineData("5", 5)]
    [InlineData("+5", 5)]
    [InlineData("0", 0)]
    [InlineData("-0", 0)]
    [InlineData("007", 7)]
    [InlineData("2147483647", 2147483647)]
    [InlineData("10m", 10)]
    [InlineData("1h30m", 90)]
    [InlineData("2.5h", 150)]
    [InlineData("120s", 2)]
    [InlineData(".5h", 30)]
    [InlineData("1.h", 60)]
    [InlineData("+1h", 60)]
    [InlineData("60000ms", 1)]
    [InlineData("60000000us", 1)]
    [InlineData("60000000\u00B5s", 1)]
    [InlineData("60000000\u03BCs", 1)]
    [InlineData("60000000000ns", 1)]
    [InlineData("0s", 0)]
    [InlineData("-0s", 0)]
    [InlineData("1m60s", 2)]
    public void Minutes_are_a_whole_number_or_a_Go_duration(string text, double minutes)
    {
        Assert.Null(DurationText.ReadMinutes(text, out TimeSpan duration));

        Assert.Equal(TimeSpan.FromMinutes(minutes), duration);
    }

    [Theory]
    [InlineData("-1", "-1 is less than nothing; give minutes from 0 up")]
    [InlineData("-1m", "\"-1m\" is less than nothing; give minutes from 0 up")]
    [InlineData("1s", "\"1s\" is not a whole number of minutes; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData("90s", "\"90s\" is not a whole number of minutes; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData("1m1ns", "\"1m1ns\" is not a whole number of minutes; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData("", "\"\" is no duration; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData("1d", "\"1d\" is no duration; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData("10 m", "\"10 m\" is no duration; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData(" 5", "\" 5\" is no duration; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData("1e1m", "\"1e1m\" is no duration; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData("0x10", "\"0x10\" is no duration; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData("1_0", "\"1_0\" is no duration; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData("2.5", "\"2.5\" is no duration; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData("2147483648", "2147483648 minutes are too many; give at most 2147483647")]
    public void Anything_else_is_refused_with_the_mend(string text, string fault) =>
        Assert.Equal(fault, DurationText.ReadMinutes(text, out _));

    [Theory]
    [InlineData("h")]
    [InlineData(".h")]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("--1h")]
    [InlineData("1h-30m")]
    [InlineData("1H")]
    [InlineData("1m ")]
    [InlineData("1mm")]
    [InlineData("1..5h")]
    [InlineData("\u0661m")] // an Arabic digit
    [InlineData("9223372036854775808ns")]
    [InlineData("9223372036854775807m")]
    [InlineData("99999999999999999999999999h")]
    [InlineData("2562047h48m")]
    public void What_Go_refuses_is_refused(string text) => Assert.False(GoDuration.TryParse(text, out _));

    [Theory]
    [InlineData("9223372036854775807ns", long.MaxValue)]
    [InlineData("-9223372036854775808ns", long.MinValue)]
    [InlineData("1.5ns", 1)]
    [InlineData("0.1us", 100)]
    [InlineData("1.00000000000000000000000001s", 1_000_000_000)]
    [InlineData("-1.5h", -5_400_000_000_000)]
    [InlineData("0", 0)]
    public void What_Go_takes_is_taken_to_the_nanosecond(string text, long nanoseconds)
    {
        Assert.True(GoDuration.TryParse(text, out long parsed));

        Assert.Equal(nanoseconds, parsed);
    }

    [Theory]
    [InlineData("10s", 10)]
    [InlineData("1s", 1)]
    [InlineData("1.5s", 1.5)]
    [InlineData("90s", 90)]
    [InlineData("2", 120)]
    public void Short_intervals_are_taken_where_they_are_allowed(string text, double seconds)
    {
        Assert.Null(DurationText.ReadInterval(text, allowShort: true, out TimeSpan duration));

        Assert.Equal(TimeSpan.FromSeconds(seconds), duration);
    }

    [Theory]
    [InlineData("999ms", true, "\"999ms\" is too short; the shortest interval is \"1s\"")]
    [InlineData("10s", false, "\"10s\" is not a whole number of minutes; write minutes such as 5, or \"10m\" or \"1h30m\"; "
        + "shorter steps need allow_short_intervals = true in [monitor]")]
    [InlineData("1ms", false, "\"1ms\" is not a whole number of minutes; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    [InlineData("x", false, "\"x\" is no duration; write minutes such as 5, or \"10m\" or \"1h30m\"")]
    public void Where_they_are_not_the_setting_is_named(string text, bool allowShort, string fault) =>
        Assert.Equal(fault, DurationText.ReadInterval(text, allowShort, out _));

    [Theory]
    [InlineData("14d", 14 * 24 * 60)]
    [InlineData("36h", 36 * 60)]
    [InlineData("1d12h", 36 * 60)]
    [InlineData("1m", 1)]
    public void What_is_kept_may_be_given_in_days(string text, double minutes)
    {
        Assert.Null(DurationText.ReadRetention(text, out TimeSpan duration));

        Assert.Equal(TimeSpan.FromMinutes(minutes), duration);
    }

    [Theory]
    [InlineData("14")]
    [InlineData("")]
    [InlineData("-1d")]
    [InlineData("59s")]
    [InlineData("106752d")] // beyond 292 years
    public void But_not_for_no_time_or_for_ever(string text) => Assert.NotNull(DurationText.ReadRetention(text, out _));

    [Fact]
    public void A_duration_is_shown_as_it_is_read() => Gen.Long[0, 250L * 365 * 24 * 3600].Sample(seconds =>
    {
        string shown = DurationWords.Of(TimeSpan.FromSeconds(seconds));

        Assert.True(GoDuration.TryParse(shown, out long nanoseconds, withDays: true), shown);
        Assert.Equal(seconds, nanoseconds / 1_000_000_000);
    });

    [Fact]
    public void Nothing_that_is_written_throws() => Gen.OneOf(Gen.String, Gen.String[Gen.Char["0123456789.hmsnuµ+-d _x"], 0, 30]).Sample(text =>
    {
        DurationText.ReadMinutes(text, out _);
        DurationText.ReadInterval(text, allowShort: true, out _);
        DurationText.ReadRetention(text, out _);
    });
}
