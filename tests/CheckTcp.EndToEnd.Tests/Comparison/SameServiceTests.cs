using System.Text.RegularExpressions;
using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Comparison;

/// <summary>Each real server is OK for check-tcp and for the plugin in C that is made for its protocol.</summary>
[Collection<WithRealServers>]
public class SameServiceTests(RealServers servers, ServiceServers services)
{
    [Theory]
    [InlineData("FTP", "check_ftp")]
    [InlineData("POP", "check_pop")]
    [InlineData("SPOP", "check_spop")]
    [InlineData("IMAP", "check_imap")]
    [InlineData("SIMAP", "check_simap")]
    [InlineData("SMTP", "check_smtp")]
    [InlineData("SSMTP", "check_ssmtp")]
    public async Task A_real_server_is_OK_by_both(string service, string plugin)
    {
        string[] target = ["-H", "localhost", "-p", $"{servers.PortOf(service)}"];

        ProgramRun theirs = await MonitoringPlugin.RunAsync(plugin, target);
        ProgramRun ours = await Plugin.RunAsync(["--service", service, "--no-check-certificate", .. target]);

        Assert.Equal((0, 0), (theirs.ExitCode, ours.ExitCode));
    }

    [Theory]
    [InlineData("FTP", "check_ftp")]
    [InlineData("POP", "check_pop")]
    [InlineData("SPOP", "check_spop")]
    [InlineData("IMAP", "check_imap")]
    [InlineData("SIMAP", "check_simap")]
    [InlineData("SSMTP", "check_ssmtp")]
    public async Task A_real_server_is_reported_alike_under_the_same_name(string service, string name)
    {
        await AssertReportedAlikeAsync(name, "localhost", servers.PortOf(service), $@"\A{service} OK - ", @" \[.+\]");
    }

    [Theory]
    [InlineData("clamd", "check_clamd")]
    [InlineData("jabber", "check_jabber")]
    [InlineData("nntp", "check_nntp")]
    [InlineData("nntp", "check_nntps")]
    public async Task A_real_server_of_another_protocol_is_reported_alike(string service, string name)
    {
        RunningServer server = await services.OfAsync(service);
        int port = name.EndsWith('s') ? server.Tls : server.Plain;

        await AssertReportedAlikeAsync(name, "127.0.0.1", port, $@"\A{name[6..].ToUpperInvariant()} OK - ", @"(?: \[.+\])?");
    }

    [Theory]
    [InlineData("FTP", "check_ftp", "--ssl")] // these greet before they would speak TLS
    [InlineData("SMTP", "check_tcp", "--ssl")]
    public async Task A_real_server_asked_for_TLS_that_it_does_not_speak_at_once_is_CRITICAL_by_both(
        string service, string plugin, string option)
    {
        string[] target = ["-H", "localhost", "-p", $"{servers.PortOf(service)}", option];

        ProgramRun theirs = await MonitoringPlugin.RunAsync(plugin, target);
        ProgramRun ours = await Plugin.RunAsync(target);

        Assert.Equal((2, 2), (theirs.ExitCode, ours.ExitCode));
    }

    private static async Task AssertReportedAlikeAsync(string name, string host, int port, string start, string answer)
    {
        string[] target = ["-H", host, "-p", $"{port}"];

        ProgramRun theirs = await MonitoringPlugin.RunAsync(name, target);
        ProgramRun ours = await LinkedPlugin.RunAsync(name, target);

        string line = $@"{start}\d+\.\d{{3}} second response time on {Regex.Escape(host)} port {port}{answer}"
            + @"\|time=\d+\.\d{6}s;;;0\.000000;10\.000000\n\z";
        Assert.Matches(line, theirs.Output);
        Assert.Matches(line, ours.Output);
    }
}
