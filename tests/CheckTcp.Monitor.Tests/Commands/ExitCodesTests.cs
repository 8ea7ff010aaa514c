using CheckTcp.Monitor.Commands;

namespace CheckTcp.Monitor.Tests.Commands;

public class ExitCodesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0, null, null)]
    [InlineData(0, "OK", null)]
    [InlineData(1, "OK", "WARNING")]
    [InlineData(3, "WARNING", "UNKNOWN")]
    [InlineData(2, "UNKNOWN", "CRITICAL")]
    public void The_worst_status_decides(int expected, params string?[] statuses) => Assert.Equal(expected, ExitCodes.OfWorst(statuses));
}
