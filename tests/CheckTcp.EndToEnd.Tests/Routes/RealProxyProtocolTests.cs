using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Routes;

/// <summary>Which header of the PROXY protocol other people's servers take.</summary>
[Collection<WithRealServers>]
public sealed class RealProxyProtocolTests(RealServers servers, RouteServers routes)
{
    private static readonly string[] Request = ["-E", "-s", @"GET / HTTP/1.0\r\n\r\n"];

    [Theory]
    [InlineData("haproxy", "1", @"client 127\.0\.0\.3")]
    [InlineData("haproxy", "2", @"client 127\.0\.0\.3")]
    [InlineData("haproxy", "2-local", @"client 127\.0\.0\.3")]
    [InlineData("varnish", "1", @"client 127\.0\.0\.3")]
    [InlineData("varnish", "2", @"client 127\.0\.0\.3")]
    [InlineData("varnish", "2-local", @"client 127\.0\.0\.3")]
    [InlineData("apache with the PROXY protocol", "1", @"client\.example/127\.0\.0\.3")]
    [InlineData("apache with the PROXY protocol", "2", @"client\.example/127\.0\.0\.3")]
    [InlineData("apache with the PROXY protocol", "2-local", @"client\.example/127\.0\.0\.3")]
    public async Task A_direct_check_is_taken_in_every_form(string server, string version, string pattern)
    {
        ProgramRun run = await Plugin.RunAsync(
            ["-H", "127.0.0.1", "-p", $"{await routes.PortOfAsync(server)}", "--source", "127.0.0.3", "--proxy-protocol", version, .. Request, "-e", pattern]);

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_the_local_form_nginx_is_told_no_address()
    {
        ProgramRun run = await Plugin.RunAsync(
            ["-H", "127.0.0.1", "-p", $"{servers.Nginx.Announced}", "--proxy-protocol", "2-local", .. Request, "-e", @"\r\n\r\n    \d+\n\z"]);

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("haproxy", true)]
    [InlineData("varnish", false)]
    [InlineData("apache with the PROXY protocol", false)]
    public async Task Behind_a_proxy_version_2_is_taken_everywhere_and_version_1_is_not(string server, bool takesUnknown)
    {
        int port = await routes.PortOfAsync(server);

        ProgramRun one = await ThroughProxyAsync(port, "1");
        ProgramRun two = await ThroughProxyAsync(port, "2");
        ProgramRun local = await ThroughProxyAsync(port, "2-local");

        Assert.Equal((takesUnknown ? 0 : 2, 0, 0), (one.ExitCode, two.ExitCode, local.ExitCode));
    }

    [Fact]
    public async Task Postfix_takes_every_form_but_version_1_without_addresses()
    {
        Postfix postfix = await Postfix.StartAsync(TestCertificates.ValidRsa);
        using ServerProcess process = postfix.Process;

        string[] lines = await AskAsync(postfix.AnnouncedSmtp);
        string[] postscreenLines = await AskAsync(postfix.AnnouncedPostscreen);

        const string Ok = @"\ASMTP OK: .* \[250 .*\]\n\z";
        Assert.Collection(lines, Matches(Ok), Matches(Ok), Matches(Ok), Matches(@"\ASMTP CRITICAL: .*421 4\.3\.0 mail\.test Server local error.*\n\z"));
        Assert.Collection(postscreenLines, Matches(Ok), Matches(Ok), Matches(Ok), Matches(@"\ASMTP CRITICAL: .*421 4\.3\.2 No system resources.*\n\z"));
        await process.UntilLoggedAsync("connect from unknown[127.0.0.9]"); // told in either version

        async Task<string[]> AskAsync(int port)
        {
            string[] check = ["--service", "smtp", "-H", "127.0.0.1", "-p", $"{port}", "-t", "60", "--proxy-protocol"];
            string[] proxy = ["--proxy", $"socks5://ann:s3cret@127.0.0.1:{servers.Microsocks.Port}"];
            return [
                (await Plugin.RunAsync([.. check, "1", "--source", "127.0.0.9"])).Output,
                (await Plugin.RunAsync([.. check, "2", "--source", "127.0.0.9"])).Output,
                (await Plugin.RunAsync([.. check, "2", .. proxy])).Output, // LOCAL
                (await Plugin.RunAsync([.. check, "1", .. proxy])).Output, // UNKNOWN
            ];
        }

        static Action<string> Matches(string pattern) => line => Assert.Matches(pattern, line);
    }

    private async Task<ProgramRun> ThroughProxyAsync(int port, string version) => await Plugin.RunAsync(
        ["-H", "127.0.0.1", "-p", $"{port}", "--proxy", $"socks5://ann:s3cret@127.0.0.1:{servers.Microsocks.Port}", "--proxy-protocol", version,
            .. Request, "-e", "^HTTP/1"]);
}
