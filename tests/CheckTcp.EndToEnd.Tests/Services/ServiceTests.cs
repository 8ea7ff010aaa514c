using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

/// <summary>The services beyond those of the original, each against a real server.</summary>
[Collection<WithRealServers>]
public class ServiceTests(RealServers servers, ServiceServers services)
{
    [Theory]
    [InlineData("amqp", @"\\x01\\x00.*RabbitMQ.*")]
    [InlineData("clamd", @"PONG\\x00")]
    [InlineData("dns", @".*ct\\x81\\x85.*")]
    [InlineData("git", "00[0-9a-f]{2}ERR access denied or repository not exported: /")]
    [InlineData("irc", ".* 451 .*")]
    [InlineData("jabber", "<.*<stream:features>.*")]
    [InlineData("ldap", @"0\\x0C\\x02\\x01\\x01a\\x07\\n\\x01\\x00.*")]
    [InlineData("memcached", "VERSION 1.*")]
    [InlineData("mqtt", @" \\x02\\x00\\x00")]
    [InlineData("mysql", @"\\x07\\x00\\x00\\x02\\x00.*")] // logged in: it asks nobody who he is
    [InlineData("nntp", "200 .* InterNetNews .* ready.*")]
    [InlineData("postgres", @"R\\x00.*")]
    [InlineData("rdp", @"\\x03\\x00\\x00\\x13.*")]
    [InlineData("redis", @"\+PONG")]
    [InlineData("rsync", "@RSYNCD: .*")]
    [InlineData("sip", "SIP/2.0 200 OK.*")]
    [InlineData("spamd", "SPAMD/1.5 0 PONG")]
    [InlineData("ssh", "SSH-2.0-OpenSSH_.*")]
    [InlineData("telnet", @"\\xFF\\xFB.*")]
    [InlineData("vnc", @"RFB 003\.008")]
    [InlineData("zookeeper", @"Zookeeper version: 3\..*Mode: standalone.*")]
    public async Task A_real_server_is_OK_by_the_name_of_its_service(string service, string answer)
    {
        RunningServer server = await services.OfAsync(service);

        ProgramRun run = await Plugin.RunAsync("--service", service, "-H", "localhost", "-4", "-p", $"{server.Plain}");

        Assert.Matches(@$"\A{service.ToUpperInvariant()} OK: \d+\.\d{{3}} seconds response time on localhost port \d+ \[{answer}\]\n\z", run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("http", @"HTTP/1\.1 200 OK.*")]
    [InlineData("https", @"HTTP/1\.1 200 OK.*")]
    [InlineData("lmtp", "250.*")]
    [InlineData("sieve", ".*OK \"Dovecot .*ready.\"")]
    public async Task A_real_server_of_mail_or_the_web_is_OK_too(string service, string answer)
    {
        ProgramRun run = await Plugin.RunAsync(
            "--service", service, "-H", "localhost", "-p", $"{servers.PortOf(service)}", "--no-check-certificate");

        Assert.Matches(@$"\A{service.ToUpperInvariant()} OK: .* \[{answer}\]\n\z", run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("amqps", "amqp")]
    [InlineData("ircs", "irc")]
    [InlineData("jabbers", "jabber")]
    [InlineData("ldaps", "ldap")]
    [InlineData("mqtts", "mqtt")] // wants a password, which shows that it works
    [InlineData("nntps", "nntp")]
    [InlineData("sips", "sip")]
    public async Task A_real_server_is_OK_by_TLS(string service, string plain)
    {
        using TrustStore trusted = await TrustStore.CreateAsync(TestContext.Current.CancellationToken);
        RunningServer server = await services.OfAsync(plain);
        ProgramCall call = await Plugin.CallAsync("--service", service, "-H", "localhost", "-4", "-p", $"{server.Tls}");

        ProgramRun run = await call.WithVariable("SSL_CERT_FILE", trusted.File).RunAsync();

        Assert.StartsWith($"{service.ToUpperInvariant()} OK: ", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_domain_that_a_server_does_not_serve_is_CRITICAL()
    {
        RunningServer server = await services.OfAsync("jabber");

        ProgramRun run = await Plugin.RunAsync("--service", "jabber", "-H", "127.0.0.1", "-p", $"{server.Plain}");

        Assert.Matches(@"\AJABBER CRITICAL: Rejected response from host/socket: .*host-unknown.*\n\z", run.Output);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task The_list_of_services_costs_no_connection()
    {
        ProgramRun run = await Plugin.RunAsync("--list-services");

        Assert.Contains("\nREDIS, port 6379 ", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }
}
