using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

[Collection<WithRealServers>]
public class HttpTests(RealServers servers, RouteServers others)
{
    private static readonly string[] Request = ["--send", @"GET / HTTP/1.0\r\n\r\n", "--escape", "--expect-pattern", "OK Farm"];

    [Fact]
    public async Task A_web_server_is_checked_as_the_documents_show()
    {
        ProgramRun run = await Plugin.RunAsync(
            ["--hostname", "localhost", "--port", $"{servers.Nginx.Http}", .. Request, "--warning", "3", "--critical", "10"]);

        Assert.Matches(
            @"\ATCP OK: \d+\.\d{3} seconds response time on localhost port \d+ \[HTTP/1\.1 200 OK\\r\\nServer: nginx.*\\r\\n\\r\\nOK Farm\]\n\z",
            run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_web_server_is_checked_by_TLS()
    {
        ProgramRun run = await Plugin.RunAsync(
            ["-H", "localhost", "-p", $"{servers.Nginx.Https}", "--ssl", "--no-check-certificate", .. Request]);

        Assert.Matches(@"\ATCP OK: .*OK Farm\]\n\z", run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_port_for_TLS_is_no_web_server_to_one_who_asks_in_the_clear()
    {
        ProgramRun run = await Plugin.RunAsync("--service", "http", "-H", "localhost", "-p", $"{servers.Nginx.Https}");

        Assert.Matches(@"\AHTTP CRITICAL: Unexpected response from host/socket: HTTP/1\.1 400 Bad Request.*\n\z", run.Output);
        Assert.Equal(2, run.ExitCode);
    }

    [Theory]
    [InlineData("apache with TLS", @"Unexpected response from host/socket: HTTP/1\.1 400 Bad Request.*")]
    [InlineData("haproxy with TLS", @"Unexpected response from host/socket: connection closed before any response")]
    public async Task Nor_is_one_of_other_servers_whatever_they_answer(string server, string words)
    {
        int port = await others.PortOfAsync(server);

        ProgramRun clear = await Plugin.RunAsync("--service", "http", "-H", "localhost", "-p", $"{port}");
        ProgramRun secured = await Plugin.RunAsync("--service", "https", "-H", "localhost", "-p", $"{port}", "--no-check-certificate");

        Assert.Matches($@"\AHTTP CRITICAL: (?:{words})\n\z", clear.Output);
        Assert.StartsWith("HTTPS OK: ", secured.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_server_is_checked_on_its_Unix_socket()
    {
        ProgramRun run = await Plugin.RunAsync(["--unix-sock", servers.Nginx.Socket, .. Request]);

        Assert.Matches(@"\ATCP OK: \d+\.\d{3} seconds response time on \[HTTP/1\.1 200 OK.*OK Farm\]\n\z", run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("--warning", 1, "WARNING")]
    [InlineData("--critical", 2, "CRITICAL")]
    public async Task A_web_server_slower_than_a_threshold_is_not_OK(string threshold, int exitCode, string status)
    {
        ProgramRun run = await Plugin.RunAsync(["-H", "localhost", "-p", $"{servers.Nginx.Http}", .. Request, threshold, "0.0000001"]);

        Assert.StartsWith($"TCP {status}: ", run.Output, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
    }
}
