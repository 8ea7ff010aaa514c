using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Tests.Execution.Children;

/// <summary>A machine that has run out of something is told what, and what mends it.</summary>
public class StartFaultTests
{
    [Theory]
    [InlineData(11, "exit code: 125, fork/exec /bin/sh: resource temporarily unavailable; too many processes: raise the limit (TasksMax= of the unit, ulimit -u), or lower max_concurrent")]
    [InlineData(12, "exit code: 125, fork/exec /bin/sh: cannot allocate memory; the machine is out of memory: free some, or lower max_concurrent")]
    [InlineData(1, "exit code: 126, fork/exec /bin/sh: operation not permitted")]
    [InlineData(26, "exit code: 125, fork/exec /bin/sh: text file busy")]
    public void Of_a_program(int errno, string message) => Assert.Equal(message, StartFault.OfExec("/bin/sh", errno));

    [Theory]
    [InlineData(24, "exit code: 125, pipe: too many open files; raise the limit (LimitNOFILE= of the unit, ulimit -n), or lower max_concurrent")]
    [InlineData(23, "exit code: 125, pipe: too many open files in system; raise fs.file-max")]
    public void Of_its_pipes(int errno, string message) => Assert.Equal(message, StartFault.OfPipe(errno));
}
