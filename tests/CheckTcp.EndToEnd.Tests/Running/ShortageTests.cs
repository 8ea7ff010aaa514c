using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Running;

/// <summary>A machine that has no thread or memory left for the program.</summary>
public class ShortageTests
{
    private const string Unused = "54321"; // a user without processes, whose limit is the program's alone
    private const string CannotStart =
        "TCP UNKNOWN: check-tcp cannot start on this machine: no thread or memory left for it; "
        + "raise its limits (ulimit -u, ulimit -v), or those of its unit or container\n";

    private const string NoThread =
        "no memory or no thread left on this machine; raise its limits (ulimit -u, ulimit -v), or those of its unit or container";

    [Fact]
    public async Task Without_a_thread_to_start_with_it_prints_a_line()
    {
        using TemporaryFolder folder = new();

        ProgramRun run = await RunAsync(folder, "--nproc=1", "-H", "127.0.0.1", "-p", "1");

        Assert.Equal((3, CannotStart), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(60)]
    public async Task Without_memory_to_start_with_it_prints_a_line(int megabytes)
    {
        using TemporaryFolder folder = new();

        ProgramRun run = await RunAsync(folder, $"--as={megabytes * 1024 * 1024}", "-H", "127.0.0.1", "-p", "1");

        Assert.Equal((3, CannotStart), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Without_a_thread_to_look_a_name_up_the_check_fails()
    {
        using TemporaryFolder folder = new();

        ProgramRun run = await RunAsync(folder, "--nproc=2", "-H", "www.example.invalid", "-p", "1");

        Assert.Equal((2, $"TCP CRITICAL: resolve www.example.invalid: {NoThread}\n"), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Without_a_thread_for_each_address_the_check_fails_and_closed_is_not_proved()
    {
        using TemporaryFolder folder = new();

        ProgramRun run = await RunAsync(folder, "--nproc=2", "-p", "1", "-C", "--all-addresses", "all");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"connect to 127.0.0.1:1: {NoThread}", run.Output, StringComparison.Ordinal);
    }

    private static async Task<ProgramRun> RunAsync(TemporaryFolder folder, string limit, params string[] options)
    {
        string program = folder / "check-tcp"; // where everybody may read it
        File.Copy((await Plugin.CallAsync()).Program, program);
        return await new ProgramCall(
            "/usr/bin/setpriv", ["--reuid", Unused, "--regid", Unused, "--clear-groups", "/usr/bin/prlimit", limit, program, .. options]).RunAsync();
    }
}
