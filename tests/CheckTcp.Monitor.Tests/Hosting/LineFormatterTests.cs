using CheckTcp.Monitor.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Hosting;

public class LineFormatterTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, 5, TimeSpan.Zero));

    [Theory]
    [InlineData(LogLevel.Information, false, "2026-11-25T12:00:00.005Z INFO hello\n")]
    [InlineData(LogLevel.Warning, false, "2026-11-25T12:00:00.005Z WARNING hello\n")]
    [InlineData(LogLevel.Information, true, "<6>hello\n")]
    [InlineData(LogLevel.Warning, true, "<4>hello\n")]
    [InlineData(LogLevel.Critical, true, "<2>hello\n")]
    public void A_line_begins_with_time_and_level_or_for_the_journal_with_its_priority(LogLevel level, bool underSystemd, string expected) =>
        Assert.Equal(expected, Written(level, underSystemd, "hello", null));

    [Fact]
    public void An_event_is_one_line_whatever_a_server_has_put_into_it() =>
        Assert.Equal(
            "<4>220 a\\r\\n<0>b\\x1B[2J\\u{2028}: System.IO.IOException: x\\ny\n",
            Written(LogLevel.Warning, underSystemd: true, "220 a\r\n<0>b\e[2J\u2028", new IOException("x\ny")));

    private string Written(LogLevel level, bool underSystemd, string message, Exception? exception)
    {
        using var text = new StringWriter();
        new LineFormatter(_time, underSystemd).Write(
            new LogEntry<string>(level, "category", default, message, exception, (state, _) => state), null, text);
        return text.ToString();
    }
}
