using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

/// <summary>What docs/what-a-check-leaves-behind.md shows of servers that are started in a moment.</summary>
public class LeftBehindTests
{
    [Fact]
    public async Task Postfix_has_a_client_that_quits_under_TLS_and_not_a_lost_connection()
    {
        Postfix postfix = await Postfix.StartAsync(TestCertificates.ValidRsa);
        using ServerProcess process = postfix.Process;
        string[] check = ["-H", "127.0.0.1", "-p", $"{postfix.Smtp}", "-t", "60", "--starttls", "smtp", "--no-check-certificate"];

        ProgramRun run = await Plugin.RunAsync(check);
        string logs = await process.UntilLoggedAsync("ehlo=1 starttls=1 quit=1 commands=3");
        await Plugin.RunAsync([.. check, "--step", "wait=0.001"]);

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotContain("lost connection after STARTTLS", logs, StringComparison.Ordinal);
        await process.UntilLoggedAsync("lost connection after STARTTLS"); // of one who has steps of his own and none that quits
    }

    [Fact]
    public async Task Dovecot_has_a_client_that_logs_out_under_TLS()
    {
        Dovecot dovecot = await Dovecot.StartAsync(TestCertificates.Valid);
        using ServerProcess process = dovecot.Process;

        await CheckAsync(dovecot.Imap, "--starttls", "imap", "--no-check-certificate");

        Assert.Contains(", TLS,", await process.UntilLoggedAsync("imap-login: Info: Disconnected: Aborted login by logging out"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenSSH_has_a_connection_closed_before_the_exchange_of_keys() => await LeavesAsync(
        await Sshd.StartAsync(), "ssh", "kex_exchange_identification: Connection closed by remote host");

    [Fact]
    public async Task PostgreSQL_has_a_role_that_does_not_exist() => await LeavesAsync(
        await Postgres.StartAsync(TestCertificates.Valid), "postgres", "FATAL:  role \"check-tcp\" does not exist");

    [Fact]
    public async Task Redis_takes_HTTP_for_an_attack()
    {
        RunningServer server = await Redis.StartAsync();
        using ServerProcess process = server.Process;

        ProgramRun run = await CheckAsync(server.Plain, "--service", "http");

        Assert.Equal("HTTP CRITICAL: Unexpected response from host/socket: connection closed before any response\n", run.Output);
        await process.UntilLoggedAsync("Possible SECURITY ATTACK detected");
    }

    /// <summary>The server's start may have left such lines, too, so what counts is one more.</summary>
    private static async Task LeavesAsync(RunningServer server, string service, string line)
    {
        using ServerProcess process = server.Process;
        int before = Count(process.Logs(), line);

        await CheckAsync(server.Plain, "--service", service);

        await process.UntilLoggedAsync(logs => Count(logs, line) > before, line);
    }

    private static int Count(string logs, string line) => logs.Split(line).Length - 1;

    private static Task<ProgramRun> CheckAsync(int port, params string[] check) => Plugin.RunAsync(["-H", "127.0.0.1", "-p", $"{port}", "-t", "60", .. check]);
}
