using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

/// <summary>Servers that greet first, and know nothing of the PROXY protocol.</summary>
[Collection<WithRealServers>]
public class ProxyHeaderTests(RealServers servers, ServiceServers services)
{
    [Theory]
    [InlineData("ftp", "FTP")]
    [InlineData("imap", "IMAP")]
    [InlineData("pop", "POP")]
    [InlineData("smtp", "SMTP")]
    [InlineData("lmtp", "LMTP")]
    [InlineData("sieve", "SIEVE")]
    [InlineData("nntp", "nntp")]
    [InlineData("ssh", "ssh")]
    [InlineData("mysql", "mysql")]
    public async Task A_server_that_takes_the_header_for_a_command_is_CRITICAL(string service, string server)
    {
        int port = char.IsUpper(server[0]) ? servers.PortOf(server) : (await services.OfAsync(server)).Plain;
        string[] check = ["--service", service, "-H", "localhost", "-4", "-p", $"{port}", "-t", "60"];

        ProgramRun plain = await Plugin.RunAsync(check);
        ProgramRun text = await Plugin.RunAsync([.. check, "--proxy-protocol", "1"]);
        ProgramRun binary = await Plugin.RunAsync([.. check, "--proxy-protocol", "2"]);

        Assert.Equal((0, 2, 2), (plain.ExitCode, text.ExitCode, binary.ExitCode));
    }
}
