using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Tls;

/// <summary>STARTTLS of each protocol against a real server.</summary>
[Collection<WithRealServers>]
public class StartTlsTests(RealServers servers, ServiceServers services)
{
    [Theory]
    [InlineData("smtp", "SMTP")]
    [InlineData("lmtp", "LMTP")]
    [InlineData("imap", "IMAP")]
    [InlineData("pop3", "POP")]
    [InlineData("ftp", "FTP")]
    [InlineData("xmpp", "jabber")]
    [InlineData("ldap", "ldap")]
    [InlineData("postgres", "postgres")]
    [InlineData("mysql", "mysql")]
    [InlineData("sieve", "SIEVE")]
    [InlineData("nntp", "nntp")]
    public async Task A_real_server_starts_TLS_and_shows_a_certificate_that_is_verified(string protocol, string server)
    {
        using TrustStore trusted = await TrustStore.CreateAsync(TestContext.Current.CancellationToken);
        string[] arguments = ["--starttls", protocol, "-H", "localhost", "-4", "-p", $"{await PortOfAsync(server)}"];

        ProgramRun run = await (await Plugin.CallAsync(arguments)).WithVariable("SSL_CERT_FILE", trusted.File).RunAsync();
        ProgramRun untrusting = await (await Plugin.CallAsync(arguments)).WithVariable("SSL_CERT_FILE", "/dev/null").RunAsync();

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("unknown issuer", untrusting.Output, StringComparison.Ordinal);
        Assert.Equal(2, untrusting.ExitCode);
    }

    [Theory]
    [InlineData("smtp", "SMTP", @"EHLO check\r\n", "^250")]
    [InlineData("lmtp", "LMTP", @"LHLO check\r\n", "^250")]
    [InlineData("imap", "IMAP", @"a CAPABILITY\r\n", "AUTH=PLAIN")]
    [InlineData("pop3", "POP", @"CAPA\r\n", "^.OK")]
    [InlineData("ftp", "FTP", @"FEAT\r\n", "^211")]
    [InlineData("sieve", "SIEVE", @"NOOP\r\n", "OK")]
    [InlineData("nntp", "nntp", @"MODE READER\r\n", "^200")]
    [InlineData("xmpp", "jabber", "<stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>", "<mechanism>PLAIN")]
    public async Task What_is_said_then_is_said_under_TLS(string protocol, string server, string send, string pattern)
    {
        ProgramRun run = await Plugin.RunAsync(
            "--starttls", protocol, "-H", "localhost", "-4", "-p", $"{await PortOfAsync(server)}", "--no-check-certificate", "-E", "-s", send, "-e", pattern);

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
    }

    [Theory] // LDAP: who am I (RFC 4532); PostgreSQL: a query as the user test; MariaDB: a login, which needs no password there
    [InlineData("ldap", "ldap", "30 1E 02 01 02 77 19 80 17 31 2E 33 2E 36 2E 31 2E 34 2E 31 2E 34 32 30 33 2E 31 2E 31 31 2E 33", "30 ?? 02 01 02 78 ?? 0A 01 00")]
    [InlineData("postgres", "postgres", "00 00 00 25 00 03 00 00 75 73 65 72 00 74 65 73 74 00 64 61 74 61 62 61 73 65 00 70 6F 73 74 67 72 65 73 00 00", "52 00 00 00 08 00 00 00 00")]
    [InlineData("mysql", "mysql", "2B 00 00 02 01 82 00 00 00 00 00 01 21 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 63 68 65 63 6B 2D 74 63 70 00 00", "?? ?? 00 03 00")]
    public async Task What_is_said_then_is_said_under_TLS_also_in_binary_protocols(string protocol, string server, string send, string expect)
    {
        ProgramRun run = await Plugin.RunAsync(
            "--starttls", protocol, "-H", "localhost", "-4", "-p", $"{await PortOfAsync(server)}", "--no-check-certificate",
            "--step", $"send-bytes={send}", "--step", $"expect-bytes={expect}",
            "-t", "60", "--retries", "50"); // a server that listens may not be ready yet, and says so

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("smtp", "SMTP")]
    [InlineData("ldap", "ldap")]
    [InlineData("mysql", "mysql")]
    public async Task A_limit_of_bytes_is_one_of_the_answer_and_not_of_what_leads_up_to_TLS(string protocol, string server)
    {
        ProgramRun run = await Plugin.RunAsync(
            "--starttls", protocol, "-H", "localhost", "-4", "-p", $"{await PortOfAsync(server)}", "--no-check-certificate", "-m", "3");

        Assert.StartsWith("TCP OK: ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ldap", "ldap", "ldap")]
    [InlineData("postgres", "postgres", "postgres")]
    [InlineData("mysql", "mysql", "mysql")]
    [InlineData("jabber", "xmpp", "jabber")]
    [InlineData("sieve", "sieve", "SIEVE")]
    public async Task A_service_is_asked_under_TLS_whether_it_works(string service, string protocol, string server)
    {
        ProgramRun run = await Plugin.RunAsync(
            "--service", service, "--starttls", protocol, "-H", "localhost", "-4", "-p", $"{await PortOfAsync(server)}", "--no-check-certificate", "--json",
            "-t", "60", "--retries", "50");

        Assert.Contains("\"tls\":", run.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_server_of_servers_is_spoken_to_as_one_of_them()
    {
        (ServerProcess process, _, _, int port) = await Prosody.StartWithServersAsync(TestCertificates.Valid);
        using ServerProcess prosody = process;

        ProgramRun run = await Plugin.RunAsync("--starttls", "xmpp-server", "-H", "localhost", "-4", "-p", $"{port}", "--no-check-certificate");

        Assert.Matches(@"\ATCP OK: .*<proceed .*\n\z", run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task A_service_says_its_goodbye_under_TLS()
    {
        ProgramRun run = await Plugin.RunAsync(
            "--service", "smtp", "--starttls", "smtp", "-H", "localhost", "-p", $"{servers.Exim.Smtp}", "--no-check-certificate", "--json");

        Assert.Contains("\"tls\":", run.Output, StringComparison.Ordinal);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_real_server_without_STARTTLS_is_CRITICAL_with_the_step()
    {
        RunningServer server = await services.OfAsync("redis");

        ProgramRun run = await Plugin.RunAsync("--starttls", "postgres", "-H", "127.0.0.1", "-p", $"{server.Plain}", "-t", "2");

        Assert.Matches(@"\ATCP CRITICAL: .*step 3 ""SSLRequest"" \(expect-bytes 53\).*\n\z", run.Output);
        Assert.Equal(2, run.ExitCode);
    }

    private async Task<int> PortOfAsync(string server) =>
        char.IsUpper(server[0]) ? servers.PortOf(server) : (await services.OfAsync(server)).Plain;
}
