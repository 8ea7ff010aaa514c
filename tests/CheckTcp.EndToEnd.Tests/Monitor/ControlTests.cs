using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using CheckTcp.EndToEnd.Tests.Running;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Monitor;

/// <summary>The control socket, asked by whoever does not keep to what the commands send.</summary>
[Collection<Alone>]
public class ControlTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_socket_is_for_owner_and_group_whatever_the_umask()
    {
        using TemporaryFolder folder = new();
        MonitorProcess.Configure(folder, "");
        await using MonitorProcess monitor = MonitorProcess.LaunchCommand(
            folder, "sh", "-c", $"umask 0; exec {MonitorProgram.Path} --config {folder / "check-tcpd.conf"}");
        await monitor.UntilLoggedAsync("check-tcpd is watching");

        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite,
            File.GetUnixFileMode(SocketOf(monitor)));
    }

    [Fact]
    public async Task A_reason_and_a_body_are_bounded()
    {
        using TemporaryFolder folder = new();
        await using MonitorProcess monitor = await StartAsync(folder);
        await monitor.UntilLoggedAsync("alert 1 opened");

        ProgramRun longer = await monitor.AskAsync("close", "1", "--reason", new string('x', 1001));
        using HttpClient client = ClientOf(monitor);
        using HttpResponseMessage huge = await client.PostAsJsonAsync("alerts/1/close", new { reason = new string('x', 100_000) }, Cancellation);
        ProgramRun fits = await monitor.AskAsync("close", "1", "--reason", new string('x', 1000));

        Assert.Equal((1, "check-tcpd: reason has 1001 characters; shorten it to 1000 at most\n"), (longer.ExitCode, longer.Error));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.StatusCode);
        Assert.Equal(0, fits.ExitCode);
    }

    [Fact]
    public async Task Runs_on_request_are_bounded()
    {
        using TemporaryFolder folder = new();
        await using MonitorProcess monitor = await StartAsync(folder);
        using HttpClient client = ClientOf(monitor);

        Task<HttpResponseMessage>[] running = [.. Enumerable.Range(0, 8).Select(_ => client.PostAsJsonAsync("run", new { check = "slow" }, Cancellation))];
        await DaemonTests.UntilAsync(() => Task.FromResult(Directory.GetFiles(folder.Path, "begun.*").Length >= 8));
        using HttpResponseMessage refused = await client.PostAsJsonAsync("run", new { check = "slow" }, Cancellation);
        folder.Write("end", "");
        await Task.WhenAll(running);
        using HttpResponseMessage again = await client.PostAsJsonAsync("run", new { check = "slow" }, Cancellation);

        Assert.Contains("8 runs on request are under way already", await refused.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.All(running, run => Assert.Equal(HttpStatusCode.OK, run.Result.StatusCode));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task Requests_that_are_cut_off_or_senseless_leave_no_stack_in_the_log()
    {
        using TemporaryFolder folder = new();
        await using MonitorProcess monitor = await StartAsync(folder);
        const string Head = "HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
        string[] cutOff =
        [
            $"POST /run {Head}Content-Length: 100\r\n\r\n{{",
            $"POST /run {Head}Content-Length: 16\r\n\r\n{{\"check\":\"slow\"}}", // whoever asked does not wait for the run
            $"GET /status {Head}",
            "\0\u0001\u0002",
        ];
        string[] senseless =
        [
            $"POST /run {Head}Content-Length: 3\r\n\r\n{{x}}",
            $"POST /run {Head}Content-Length: 4\r\n\r\nnull",
            $"POST /run {Head}Transfer-Encoding: chunked\r\n\r\nzz\r\n",
            $"POST /alerts/99999999999999999999/close {Head}Content-Length: 14\r\n\r\n{{\"reason\":\"x\"}}",
            $"GET /history?check=slow&seconds=99999999999 {Head}\r\n",
            $"GET /status {Head}Content-Length: -1\r\n\r\n",
        ];
        foreach (string request in (string[])[.. cutOff, .. senseless])
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketOf(monitor)), Cancellation);
            await socket.SendAsync(System.Text.Encoding.Latin1.GetBytes(request), Cancellation);
            if (cutOff.Contains(request))
            {
                socket.Shutdown(SocketShutdown.Send);
            }

            while (await socket.ReceiveAsync(new byte[4096], Cancellation) > 0)
            {
                // Whatever it answers, it closes the connection.
            }
        }

        Assert.Equal(0, (await monitor.AskAsync("status")).ExitCode);
        await monitor.StopAsync();
        await monitor.UntilLoggedAsync("stopped");
        Assert.DoesNotContain(monitor.Log, line => line.Contains("   at ", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_connections_that_say_nothing_are_bounded_and_the_rest_goes_on_when_they_are_gone()
    {
        const int Connections = 64;
        using TemporaryFolder folder = new();
        await using MonitorProcess monitor = await StartAsync(folder);
        Socket[] idle = [.. Enumerable.Range(0, 200).Select(_ => new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))];
        foreach (Socket socket in idle)
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketOf(monitor)), Cancellation);
        }

        Task[] closed = [.. idle.Select(socket => socket.ReceiveAsync(new byte[1], SocketFlags.None, Cancellation).AsTask())];
        await DaemonTests.UntilAsync(() => Task.FromResult(closed.Count(end => end.IsCompleted) == idle.Length - Connections));
        Array.ForEach(idle, socket => socket.Dispose());

        await DaemonTests.UntilAsync(async () => (await monitor.AskAsync("status")).ExitCode == 0);
    }

    /// <summary>Another user connects although the mode lets everybody: whoever loosened it did not mean the daemon's commands.</summary>
    [Fact]
    public async Task Another_user_is_refused_even_if_the_file_lets_everybody_in()
    {
        using TemporaryFolder folder = new();
        await using MonitorProcess monitor = await StartAsync(folder);
        foreach (string open in (string[])[folder.Path, monitor.DataDirectory, SocketOf(monitor)])
        {
            File.SetUnixFileMode(open, (UnixFileMode)Convert.ToInt32("777", 8));
        }

        string[] asking = ["curl", "--silent", "--unix-socket", SocketOf(monitor), "http://check-tcpd/health"];
        ProgramRun root = await new ProgramCall(asking[0], asking[1..]).RunAsync(Cancellation);
        ProgramRun nobody = await new ProgramCall("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", .. asking]).RunAsync(Cancellation);
        ProgramRun member = await new ProgramCall("setpriv", ["--reuid=65534", "--regid=65534", "--groups=0", .. asking]).RunAsync(Cancellation);

        Assert.Equal((0, "ok\n"), (root.ExitCode, root.Output));
        Assert.NotEqual(0, nobody.ExitCode);
        Assert.Equal("", nobody.Output);
        Assert.Equal((0, "ok\n"), (member.ExitCode, member.Output));
        await monitor.UntilLoggedAsync("a connection to the control socket was refused");
    }

    private static Task<MonitorProcess> StartAsync(TemporaryFolder folder) => MonitorProcess.StartAsync(folder, $"""
        [plugin.checks.down]
        command = "exit 2"
        check_interval = "1s"
        [plugin.checks.slow]
        command = "touch {folder.Path}/begun.$$; while [ ! -e {folder / "end"} ]; do sleep 0.1; done"
        check_interval = "60m"
        timeout_seconds = 50
        """);

    private static string SocketOf(MonitorProcess monitor) => Path.Combine(monitor.DataDirectory, "check-tcpd.sock");

    private static HttpClient ClientOf(MonitorProcess monitor) => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellation) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketOf(monitor)), cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://check-tcpd/"),
    };
}
