using System.Net.Sockets;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Comparison;

/// <summary>Where check-tcp and the plugin in C mean the same, they come to the same status.</summary>
public class SameStatusTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0, "-e", "220")]
    [InlineData(2, "-e", "250", "-M", "crit")] // without -M a mismatch is only a WARNING there
    [InlineData(0, "-e", "220", "-q", "QUIT")]
    [InlineData(0, "-E", "-s", @"HELO me\r\n", "-e", "220")]
    [InlineData(1, "-w", "0.000001")]
    [InlineData(2, "-c", "0.000001")]
    public async Task On_an_open_port(int expected, params string[] options)
    {
        await using ScriptedServer theirServer = ScriptedServer.Start(GreetAsync);
        await using ScriptedServer ourServer = ScriptedServer.Start(GreetAsync);

        ProgramRun theirs = await MonitoringPlugin.RunAsync("check_tcp", ["-H", "127.0.0.1", "-p", $"{theirServer.Port}", .. options]);
        ProgramRun ours = await Plugin.RunAsync(["-H", "127.0.0.1", "-p", $"{ourServer.Port}", .. OurWords(options)]);

        await Task.WhenAll(theirServer.ConnectionEnded, ourServer.ConnectionEnded);
        Assert.Equal(theirServer.Received, ourServer.Received);
        Assert.Equal((expected, expected), (theirs.ExitCode, ours.ExitCode));
    }

    [Fact]
    public async Task On_a_closed_port()
    {
        using ClosedPort port = new();
        string[] target = ["-H", "127.0.0.1", "-p", $"{port.Port}"];

        ProgramRun theirs = await MonitoringPlugin.RunAsync("check_tcp", target);
        ProgramRun ours = await Plugin.RunAsync(target);

        Assert.Equal((2, 2), (theirs.ExitCode, ours.ExitCode));
    }

    [Fact]
    public async Task On_a_server_that_never_answers()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());
        string[] call = ["-H", "127.0.0.1", "-p", $"{server.Port}", "-e", "220", "-t", "1"];

        ProgramRun theirs = await MonitoringPlugin.RunAsync("check_tcp", call);
        ProgramRun ours = await Plugin.RunAsync(call);

        Assert.Equal((2, 2), (theirs.ExitCode, ours.ExitCode));
    }

    [Fact]
    public async Task On_a_Unix_socket()
    {
        using TemporaryFolder folder = new();
        await using ScriptedServer server = ScriptedServer.Start(new UnixDomainSocketEndPoint(folder / "server"), GreetAsync);

        ProgramRun theirs = await MonitoringPlugin.RunAsync("check_tcp", "-H", folder / "server", "-e", "220");
        ProgramRun ours = await Plugin.RunAsync("-U", folder / "server", "-e", "220");

        Assert.Equal((0, 0), (theirs.ExitCode, ours.ExitCode));
    }

    [Fact]
    public async Task Within_TLS()
    {
        await using ScriptedServer theirServer = ScriptedServer.StartTls(TestCertificates.Valid, GreetAsync);
        await using ScriptedServer ourServer = ScriptedServer.StartTls(TestCertificates.Valid, GreetAsync);

        ProgramRun theirs = await MonitoringPlugin.RunAsync(
            "check_tcp", "-H", "127.0.0.1", "-p", $"{theirServer.Port}", "-S", "-e", "220", "-q", "QUIT");
        ProgramRun ours = await Plugin.RunAsync(
            "-H", "127.0.0.1", "-p", $"{ourServer.Port}", "-S", "-e", "220", "-q", "QUIT", "--no-check-certificate");

        await Task.WhenAll(theirServer.ConnectionEnded, ourServer.ConnectionEnded);
        Assert.Equal(theirServer.Received, ourServer.Received);
        Assert.Equal((0, 0), (theirs.ExitCode, ours.ExitCode));
    }

    private static async Task GreetAsync(ScriptedPeer peer)
    {
        await peer.SendAsync("220 ready\r\n");
        await peer.StallAsync();
    }

    private static IEnumerable<string> OurWords(string[] options) => options.Where(word => word is not ("-M" or "crit"));
}
