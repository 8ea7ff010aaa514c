using System.Net.Sockets;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

[Collection<Alone>]
public class StopTests
{
    [Fact]
    public async Task It_stops_within_five_seconds_with_everything_written_whatever_hangs()
    {
        using TemporaryFolder folder = new();
        using SilentPort silent = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, $"""
            {DaemonTests.TcpCheck("silent", silent.Port, "")}
            [plugin.checks.stubborn]
            command = "trap '' TERM; echo $$ > {folder / "stubborn"}; while :; do sleep 1; done"
            check_interval = "1s"
            [plugin.checks.away]
            command = "setsid sh -c 'echo $$ > {folder / "away"}; exec sleep 1000' & wait"
            check_interval = "1s"
            [plugin.checks.down]
            command = "exit 2"
            check_interval = "1s"
            """);
        await monitor.UntilLoggedAsync("alert 1 opened: down");
        using var hanging = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await hanging.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(monitor.DataDirectory, "check-tcpd.sock")), TestContext.Current.CancellationToken);
        await hanging.SendAsync("POST /run HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        int[] children = [await ProcessOfAsync(folder / "stubborn"), await ProcessOfAsync(folder / "away")];

        (TimeSpan elapsed, int exitCode) = await monitor.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.InRange(elapsed.TotalSeconds, 0, 5);
        Assert.All(children, child => Assert.False(Directory.Exists($"/proc/{child}"), $"process {child} lives on"));
        await monitor.UntilLoggedAsync("stopped");
        System.Text.Json.JsonElement alerts = await DaemonTests.JsonAsync(monitor.AskAsync("alerts", "--json"));
        Assert.Equal("down", Assert.Single(alerts.EnumerateArray()).GetProperty("check").GetString());
    }

    [Fact]
    public async Task It_stops_within_five_seconds_while_450_commands_run_that_ignore_SIGTERM()
    {
        const int Commands = 450;
        using TemporaryFolder folder = new();
        await using MonitorProcess monitor = await MonitorProcess.StartAsync(folder, string.Concat(Enumerable.Range(0, Commands).Select(i => $"""
            [plugin.checks.c{i}]
            command = "trap '' TERM; echo $$ >>{folder / "children"}; while :; do sleep 1000; done"
            check_interval = "1s"

            """)));
        int[] children = [];
        await DaemonTests.UntilAsync(() =>
        {
            children = File.Exists(folder / "children")
                ? [.. File.ReadAllLines(folder / "children").Select(line => int.Parse(line, System.Globalization.CultureInfo.InvariantCulture))]
                : [];
            return Task.FromResult(children.Length == Commands);
        });

        (TimeSpan elapsed, int exitCode) = await monitor.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.InRange(elapsed.TotalSeconds, 0, 5);
        await DaemonTests.UntilAsync(() => Task.FromResult(!children.Any(IsAlive))); // who was sent SIGKILL is not gone in the same instant
    }

    [Fact]
    public async Task It_tells_systemd_when_it_is_ready_and_when_it_stops()
    {
        using TemporaryFolder folder = new();
        MonitorProcess.Configure(folder, "");
        using var manager = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        manager.Bind(new UnixDomainSocketEndPoint(folder / "notify"));

        await using MonitorProcess monitor = MonitorProcess.LaunchCommand(
            folder, "sh", "-c", $"export NOTIFY_SOCKET={folder / "notify"}; exec {MonitorProgram.Path} --config {folder / "check-tcpd.conf"}");
        Assert.StartsWith("READY=1", await NextAsync(manager), StringComparison.Ordinal);
        await monitor.StopAsync();
        Assert.StartsWith("STOPPING=1", await NextAsync(manager), StringComparison.Ordinal);
        Assert.All(monitor.Log, line => Assert.Matches(@"^<\d>", line)); // the journal's priorities
    }

    private static async Task<string> NextAsync(Socket manager)
    {
        byte[] message = new byte[1024];
        int length = await manager.ReceiveAsync(message, TestContext.Current.CancellationToken).AsTask().WaitAsync(MonitorProcess.Patience);
        return System.Text.Encoding.UTF8.GetString(message, 0, length);
    }

    /// <summary>One that has ended may still wait for process 1 to reap it.</summary>
    private static bool IsAlive(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static async Task<int> ProcessOfAsync(string file)
    {
        int id = 0;
        await DaemonTests.UntilAsync(async () =>
            File.Exists(file) && int.TryParse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), out id));
        return id;
    }
}
