using CheckTcp.Monitor.Rules;

namespace CheckTcp.Monitor.Tests.Rules;

public class FiguresTests
{
    [Theory]
    [InlineData("TCP OK: 0.001 seconds response time", "TCP OK: 12.5 seconds response time")]
    [InlineData("free: 1,024 MB", "free: 7 MB")]
    [InlineData("up since 12:30:05", "up since 9:01")]
    [InlineData("", "")]
    public void Texts_that_differ_in_figures_alone_are_the_same(string one, string other) =>
        Assert.Equal(Figures.LeaveOut(one), Figures.LeaveOut(other));

    [Theory]
    [InlineData("TCP OK: 1 second", "TCP OK: 2 seconds")]
    [InlineData("mail queue: 5 messages", "mail queue: messages")]
    [InlineData("1. done", "1 done")]
    [InlineData("a1b", "ab")]
    [InlineData("5 KB", "5 MB")]
    public void Others_are_not(string one, string other) => Assert.NotEqual(Figures.LeaveOut(one), Figures.LeaveOut(other));
}
