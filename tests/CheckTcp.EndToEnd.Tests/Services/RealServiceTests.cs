using System.Text.RegularExpressions;
using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

[Collection<WithRealServers>]
public partial class RealServiceTests(RealServers servers)
{
    [Theory]
    [InlineData("FTP", @"220 \(vsFTPd .*\)")]
    [InlineData("POP", @"\+OK Dovecot .* ready\.")]
    [InlineData("SPOP", @"\+OK Dovecot .* ready\.")]
    [InlineData("IMAP", @"\* OK \[CAPABILITY IMAP4rev1 .*\] Dovecot .* ready\.")]
    [InlineData("SIMAP", @"\* OK \[CAPABILITY IMAP4rev1 .*\] Dovecot .* ready\.")]
    [InlineData("SMTP", "220 localhost ESMTP Exim .*")]
    [InlineData("SSMTP", "220 localhost ESMTP Exim .*")]
    public async Task A_real_server_is_OK_by_the_name_of_its_service(string service, string greeting)
    {
        ProgramRun run = await Plugin.RunAsync(
            "--service", service, "-H", "localhost", "-p", $"{servers.PortOf(service)}", "--no-check-certificate");

        Assert.Matches(
            @$"\A{service} OK: \d+\.\d{{3}} seconds response time on localhost port {servers.PortOf(service)} \[{greeting}\]\n\z",
            run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Theory]
    [InlineData("ftp")]
    [InlineData("FTP")]
    [InlineData("Ftp")]
    public async Task The_case_of_a_service_does_not_matter(string service)
    {
        ProgramRun run = await Plugin.RunAsync("--service", service, "-H", "localhost", "-p", $"{servers.Vsftpd.Port}");

        Assert.StartsWith("FTP OK: ", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FTP", "^220", "QUIT")]
    [InlineData("POP", @"^\+OK", "QUIT")]
    [InlineData("IMAP", @"^\* OK", "a1 LOGOUT")]
    [InlineData("SMTP", "^220", "QUIT")]
    [InlineData("SPOP", @"^\+OK", "QUIT", "--ssl", "--no-check-certificate")]
    [InlineData("SIMAP", @"^\* OK", "a1 LOGOUT", "--ssl", "--no-check-certificate")]
    [InlineData("SSMTP", "^220", "QUIT", "--ssl", "--no-check-certificate")]
    public async Task A_service_stands_for_its_pattern_and_quit_string(string service, string pattern, string quit, params string[] more)
    {
        string[] target = ["-H", "localhost", "--port", $"{servers.PortOf(service)}"];

        ProgramRun named = await Plugin.RunAsync(["--service", service, .. target, "--no-check-certificate"]);
        ProgramRun spelled = await Plugin.RunAsync([.. target, "--expect-pattern", pattern, "--quit", quit, .. more]);

        Assert.Equal(0, spelled.ExitCode);
        Assert.StartsWith("TCP OK: ", spelled.Output, StringComparison.Ordinal);
        Assert.Equal(WithoutNameAndTime(named.Output), WithoutNameAndTime(spelled.Output));
    }

    [Fact]
    public async Task A_real_server_that_greets_otherwise_is_CRITICAL_with_what_it_said()
    {
        ProgramRun run = await Plugin.RunAsync("--service", "ftp", "-H", "localhost", "-p", $"{servers.Dovecot.Pop}");

        Assert.Matches(@"\AFTP CRITICAL: Unexpected response from host/socket: \+OK Dovecot .* ready\.\n\z", run.Output);
        Assert.Equal(2, run.ExitCode);
    }

    private static string WithoutNameAndTime(string line) => NameAndTimes().Replace(line, "");

    [GeneratedRegex(@"\A[A-Z]+|\d+\.\d{3}(?= seconds)|\d\d:\d\d:\d\d")]
    private static partial Regex NameAndTimes();
}
