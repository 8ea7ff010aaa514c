using System.Net.Sockets;
using CheckTcp.EndToEnd.Tests.Mackerel;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;
using CheckTcp.TestSupport.Mackerel;
using CheckTcp.TestSupport.Mackerel.Faults;

namespace CheckTcp.EndToEnd.Tests.Monitor;

[Collection<Alone>]
public class SignalTests
{
    [Theory]
    [InlineData(MonitorProcess.SIGTERM)]
    [InlineData(MonitorProcess.SIGINT)]
    [InlineData(MonitorProcess.SIGQUIT)]
    public async Task Under_a_service_manager_every_signal_that_ends_it_is_the_same_stop(int signal)
    {
        using TemporaryFolder folder = new();
        using ServiceManagerSocket manager = new(folder / "notify");
        await using MonitorProcess monitor = manager.Launch(folder, "");
        await manager.UntilAsync("READY=1");

        (_, int exitCode) = await monitor.StopAsync(signal);

        await manager.UntilAsync("STOPPING=1");
        await monitor.UntilLoggedAsync("stopped");
        Assert.Equal(0, exitCode);
    }

    [Fact]
    public async Task A_reload_that_comes_while_it_starts_follows_the_start()
    {
        using TemporaryFolder folder = new();
        await using MackerelStandInProcess mackerel = await StandInProgram.StartAsync();
        await using MonitorProcess monitor = await LaunchAtFirstContactAsync(folder, mackerel);

        monitor.Reload();

        await monitor.UntilLoggedAsync("check-tcpd is watching");
        await monitor.UntilLoggedAsync("is read: 0 checks");
    }

    [Fact]
    public async Task A_stop_that_comes_while_it_starts_ends_it_in_order()
    {
        using TemporaryFolder folder = new();
        await using MackerelStandInProcess mackerel = await StandInProgram.StartAsync();
        await using MonitorProcess monitor = await LaunchAtFirstContactAsync(folder, mackerel);

        (TimeSpan elapsed, int exitCode) = await monitor.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.InRange(elapsed.TotalSeconds, 0, 5);
        await monitor.UntilLoggedAsync("stopped before the start was complete");
    }

    [Fact]
    public async Task The_watchdog_of_the_service_manager_hears_from_it_and_its_children_know_nothing_of_that()
    {
        using TemporaryFolder folder = new();
        using ServiceManagerSocket manager = new(folder / "notify");
        await using MonitorProcess monitor = manager.Launch(
            folder,
            """
            [plugin.checks.environment]
            command = "env | grep -E '^NOTIFY_SOCKET|^WATCHDOG_'; exit 2"
            check_interval = "1s"
            """,
            "export WATCHDOG_USEC=3000000");

        for (int times = 0; times < 3; times++)
        {
            await manager.UntilAsync("WATCHDOG=1");
        }

        await monitor.UntilLoggedAsync("alert 1 opened: environment is CRITICAL: ");
        Assert.DoesNotContain(monitor.Log, line => line.Contains("WATCHDOG_", StringComparison.Ordinal) || line.Contains("NOTIFY_SOCKET", StringComparison.Ordinal));
    }

    /// <summary>It waits for Mackerel, which does not answer, and so has not started yet.</summary>
    private static async Task<MonitorProcess> LaunchAtFirstContactAsync(TemporaryFolder folder, MackerelStandInProcess mackerel)
    {
        await mackerel.BreakAsync(new Fault.Hang());
        folder.Write("check-tcpd.conf", $"""
            apikey = "{MackerelStandIn.ApiKey}"
            apibase = "{mackerel.Address}"
            root = "{folder / "root"}"
            [monitor]
            data_directory = "{folder / "data"}"
            """);
        MonitorProcess monitor = MonitorProcess.Launch(folder, null);
        await mackerel.UntilRequestsAsync(1, request => request.Path.EndsWith("/hosts", StringComparison.Ordinal));
        return monitor;
    }

    /// <summary>The other end of <c>NOTIFY_SOCKET</c>.</summary>
    private sealed class ServiceManagerSocket : IDisposable
    {
        private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        private readonly string _path;

        public ServiceManagerSocket(string path)
        {
            _path = path;
            _socket.Bind(new UnixDomainSocketEndPoint(path));
        }

        public MonitorProcess Launch(TemporaryFolder folder, string checks, string more = ":")
        {
            MonitorProcess.Configure(folder, checks);
            return MonitorProcess.LaunchCommand(
                folder, "sh", "-c", $"export NOTIFY_SOCKET={_path}; {more}; exec {MonitorProgram.Path} --config {folder / "check-tcpd.conf"}");
        }

        /// <summary>Receives until this comes.</summary>
        public async Task UntilAsync(string state)
        {
            byte[] message = new byte[1024];
            int length;
            do
            {
                length = await _socket.ReceiveAsync(message, TestContext.Current.CancellationToken).AsTask().WaitAsync(MonitorProcess.Patience);
            }
            while (!System.Text.Encoding.UTF8.GetString(message, 0, length).StartsWith(state, StringComparison.Ordinal));
        }

        public void Dispose() => _socket.Dispose();
    }
}
