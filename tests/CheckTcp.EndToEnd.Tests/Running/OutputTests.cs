using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Running;

public class OutputTests
{
    [Fact]
    public async Task A_forgotten_option_of_the_host_is_warned_of_on_standard_error()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));

        ProgramRun run = await Plugin.RunAsync("www.example.com", "-p", $"{server.Port}", "-e", "^220");

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
        Assert.Equal("check-tcp: ignored \"www.example.com\"; give a host with -H\n", run.Error);
    }

    [Theory]
    [InlineData("exec \"$@\" >&-")]
    [InlineData("exec \"$@\" >/dev/full")]
    public async Task An_output_that_takes_nothing_leaves_the_exit_code_to_the_verdict(string script)
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.SendAsync("220 ready\r\n"));
        ProgramCall good = await Plugin.CallAsync("-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "^220");
        ProgramCall bad = await Plugin.CallAsync("-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "^250");

        ProgramRun ok = await good.InShell(script).RunAsync();
        ProgramRun critical = await bad.InShell(script).RunAsync();

        Assert.Equal((0, 2), (ok.ExitCode, critical.ExitCode));
        Assert.All([ok, critical], run => Assert.Matches(@"\A[^\n]+\n\z", run.Error)); // one line, no stack trace
    }

    [Fact]
    public async Task Both_outputs_closed_leave_the_exit_code_to_the_verdict()
    {
        using ClosedPort port = new();
        ProgramCall call = await Plugin.CallAsync("-H", "127.0.0.1", "-p", $"{port.Port}");

        ProgramRun run = await call.InShell("exec \"$@\" >&- 2>&-").RunAsync();

        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task A_reader_that_has_gone_leaves_the_exit_code_to_the_verdict()
    {
        using ClosedPort port = new();
        ProgramCall call = await Plugin.CallAsync("-H", "127.0.0.1", "-p", $"{port.Port}");

        // The reader ends at once; the program starts only when it has.
        ProgramRun run = await call.InShell("{ sleep 0.2; \"$@\"; echo $? >&2; } | exec true").RunAsync();

        Assert.EndsWith("2\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
