using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.EndToEnd.Tests.Support;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

[Collection<Alone>]
public class DeadlineTests
{
    private const double Timeout = 1;
    private const double Grace = 0.5;

    private static readonly Dictionary<string, Func<ScriptedPeer, Task>> Servers = new()
    {
        ["says nothing"] = peer => peer.StallAsync(),
        ["says nothing and reads nothing"] = peer => peer.FreezeAsync(),
        ["never finishes its greeting"] = peer => peer.DripAsync(new string('2', 1000), TimeSpan.FromMilliseconds(20)),
        ["repeats itself for ever"] = peer => peer.FloodAsync("spam\r\n"),
    };

    [Theory]
    [InlineData("says nothing")]
    [InlineData("says nothing and reads nothing")]
    [InlineData("never finishes its greeting")]
    [InlineData("repeats itself for ever")]
    public async Task A_server_that_never_comes_to_the_point_is_CRITICAL_at_the_deadline(string script)
    {
        await using ScriptedServer server = ScriptedServer.Start(Servers[script]);

        ProgramRun run = await RunAsync("-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "220 ready", "-t", $"{Timeout}");

        AssertCriticalAtDeadline(run);
    }

    [Fact]
    public async Task A_port_that_answers_no_connection_is_CRITICAL_at_the_deadline()
    {
        using SilentPort port = new();

        ProgramRun run = await RunAsync("-H", "127.0.0.1", "-p", $"{port.Port}", "-t", $"{Timeout}");

        AssertCriticalAtDeadline(run);
    }

    [Fact]
    public async Task A_server_that_never_answers_the_TLS_handshake_is_CRITICAL_at_the_deadline()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());

        ProgramRun run = await RunAsync("-H", "127.0.0.1", "-p", $"{server.Port}", "--ssl", "-t", $"{Timeout}");

        AssertCriticalAtDeadline(run);
        Assert.Contains("TLS", run.Output, StringComparison.Ordinal);
    }

    private static Task<ProgramRun> RunAsync(params string[] arguments) =>
        InTime.RunAsync(Timeout + Grace, () => Plugin.RunAsync(arguments));

    private static void AssertCriticalAtDeadline(ProgramRun run)
    {
        Assert.Matches(@"\ATCP CRITICAL: [^\n]*\n\z", run.Output);
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
        Assert.InRange(run.Elapsed.TotalSeconds, Timeout, Timeout + Grace);
    }
}
