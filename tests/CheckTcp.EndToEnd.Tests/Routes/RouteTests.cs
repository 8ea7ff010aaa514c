using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Routes;

[Collection<WithRealServers>]
public class RouteTests(RealServers servers)
{
    private static readonly string[] Request = ["-E", "-s", @"GET / HTTP/1.0\r\n\r\n", "-e", @"\n\z"];

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task A_real_server_is_told_the_addresses_of_the_connection(string version)
    {
        ProgramRun run = await Plugin.RunAsync(
            ["-H", "127.0.0.1", "-p", $"{servers.Nginx.Announced}", "--source", "127.0.0.3", "--proxy-protocol", version, .. Request]);

        Assert.Matches($@"\ATCP OK: .*\\r\\n\\r\\n127\.0\.0\.3 (\d+) 127\.0\.0\.1 {servers.Nginx.Announced} \1\]\n\z", run.Output);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public async Task A_real_server_is_told_them_before_TLS(string version)
    {
        ProgramRun run = await Plugin.RunAsync(
            ["-S", "--no-check-certificate", "-H", "127.0.0.1", "-p", $"{servers.Nginx.AnnouncedTls}", "--proxy-protocol", version, .. Request]);

        Assert.Matches($@"\ATCP OK: .*\\r\\n\\r\\n127\.0\.0\.1 (\d+) 127\.0\.0\.1 {servers.Nginx.AnnouncedTls} \1\]\n\z", run.Output);
    }

    [Fact]
    public async Task Every_address_is_checked_and_those_that_fail_are_named()
    {
        int port = servers.Nginx.Http; // on 127.0.0.1 alone

        ProgramRun any = await Plugin.RunAsync(["-p", $"{port}", "--all-addresses", "any", .. Request]);
        ProgramRun all = await Plugin.RunAsync(["-p", $"{port}", "--all-addresses", "all", .. Request]);

        Assert.Matches(
            $@"\ATCP OK: 1 of 2 addresses: \d+\.\d{{3}} seconds response time on port {port} \[.*OK Farm\]; connect to \[::1\]:{port}: .*\n\z", any.Output);
        Assert.Matches($@"\ATCP CRITICAL: 1 of 2 addresses passed, all have to: connect to \[::1\]:{port}: .*\n\z", all.Output);
        Assert.Equal((0, 2), (any.ExitCode, all.ExitCode));
    }

    [Fact]
    public async Task A_wrong_answer_counts_where_that_is_OK()
    {
        int port = servers.Nginx.Http;

        ProgramRun run = await Plugin.RunAsync(["-p", $"{port}", "--all-addresses", "any", .. Request, "-e", "^220", "--mismatch", "ok", "--retries", "2"]);

        Assert.Matches(
            $@"\ATCP OK: 1 of 2 addresses: Unexpected response from host/socket: HTTP/1\.1 200 OK.*; connect to \[::1\]:{port}: .*\n\z", run.Output);
        Assert.DoesNotContain("attempt", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task An_open_port_beside_a_closed_one_is_why_it_is_CRITICAL()
    {
        int port = servers.Nginx.Http;

        ProgramRun run = await Plugin.RunAsync("-C", "-p", $"{port}", "--all-addresses", "all", "--json");

        Assert.Contains("\"failure\":{\"phase\":\"connect\",\"cause\":\"open\"", run.Output, StringComparison.Ordinal);
        Assert.Contains($"connect to 127.0.0.1:{port}: unexpectedly open", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task Each_address_is_checked_by_TLS()
    {
        ProgramRun run = await Plugin.RunAsync(
            ["-S", "--no-check-certificate", "-p", $"{servers.Nginx.Https}", "--all-addresses=any", "--json", .. Request]);

        Assert.Matches(@"""addresses"":\[{[^\]]*""tls"":{""protocol"":""TLS 1\.[23]""", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_source_that_this_machine_does_not_have_is_said_so()
    {
        ProgramRun run = await Plugin.RunAsync("-H", "127.0.0.1", "-p", $"{servers.Nginx.Http}", "--source", "192.0.2.7");

        Assert.Equal(
            $"TCP CRITICAL: connect to 127.0.0.1:{servers.Nginx.Http}: "
                + "not from 192.0.2.7, for this machine has no such address; give --source one that it has\n",
            run.Output);
    }

    [Fact]
    public async Task A_failed_run_is_tried_again()
    {
        using var closed = new ClosedPort();

        ProgramRun run = await Plugin.RunAsync("-H", "127.0.0.1", "-p", $"{closed.Port}", "--retries=2", "--retry-delay=0.01", "-v");

        Assert.Equal($"TCP CRITICAL: connect to 127.0.0.1:{closed.Port}: connection refused (attempt 3 of 3)\n", run.Output);
        Assert.StartsWith("attempt 1: connect to ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_port_is_filtered_where_only_a_refusal_counts()
    {
        using var silent = new SilentPort();
        string[] options = ["-C", "-H", "127.0.0.1", "-p", $"{silent.Port}", "-t", "0.4"];

        ProgramRun filtered = await Plugin.RunAsync([.. options, "--closed-by=refused"]);
        ProgramRun closed = await Plugin.RunAsync(options);

        Assert.Equal(
            $"TCP CRITICAL: Filtered port, not a closed one. (port={silent.Port}): connect to 127.0.0.1:{silent.Port}: timed out after 0.4 s\n",
            filtered.Output);
        Assert.Equal(0, closed.ExitCode);
    }
}
