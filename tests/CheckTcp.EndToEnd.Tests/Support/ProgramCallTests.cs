using System.Diagnostics;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Support;

public class ProgramCallTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_error_and_exit_code_are_kept_apart()
    {
        ProgramRun run = await new ProgramCall("/bin/sh", "-c", "printf out; printf err >&2; exit 3").RunAsync(Cancellation);

        Assert.Equal((3, "out", "err"), (run.ExitCode, run.Output, run.Error));
    }

    [Fact]
    public async Task Arguments_and_added_variables_arrive_as_they_are()
    {
        ProgramCall call = new ProgramCall("printenv", "GREETING").WithVariable("GREETING", "two  words\n");

        Assert.Equal("two  words\n\n", (await call.RunAsync(Cancellation)).Output);
        Assert.Equal("two  words\n\n", (await call.InShell("\"$@\"").RunAsync(Cancellation)).Output);
    }

    [Fact]
    public async Task Raw_arguments_carry_every_byte_but_zero()
    {
        using TemporaryFolder folder = new();
        byte[] every = [.. Enumerable.Range(1, 255).Select(value => (byte)value)];

        ProgramRun run = await new ProgramCall("printf", "%s|").WithRawArguments(folder, every, "\n"u8.ToArray(), []).RunAsync(Cancellation);

        Assert.Equal([.. every, .. "|\n||"u8], run.OutputBytes);
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_killed_with_its_children()
    {
        ProgramCall call = new("/bin/sh", "-c", "sleep 1000 & wait") { Deadline = TimeSpan.FromSeconds(0.5) };
        long start = Stopwatch.GetTimestamp();

        await Assert.ThrowsAsync<TimeoutException>(() => call.RunAsync(Cancellation));

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0.4, 10);
    }
}
