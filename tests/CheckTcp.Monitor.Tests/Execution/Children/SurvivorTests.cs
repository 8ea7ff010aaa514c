using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Tests.Execution.Children;

public class SurvivorTests
{
    [Theory]
    [InlineData('S', 1, "process 7 (cp\\x1B) cannot be signalled: operation not permitted; have its command end by itself (timeout(1)), or run check-tcpd as root")]
    [InlineData('D', 0, "process 7 (cp\\x1B) hangs in the kernel (state D), where no signal reaches it; look at the disk or file server that it waits for")]
    [InlineData('R', 0, "process 7 (cp\\x1B) was sent SIGKILL and is still there; look at it with ps")]
    public void Why_it_lives_is_told_with_what_helps(char state, int error, string text) =>
        Assert.Equal(text, new Survivor(new ProcessEntry(7, "cp\u001B", state, 1, 7, 7, 0), error).ToString());
}
