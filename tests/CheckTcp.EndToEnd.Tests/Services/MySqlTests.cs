using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

/// <summary>A server that keeps account of those who connect.</summary>
public class MySqlTests
{
    [Theory]
    [InlineData("--service", "mysql")]
    [InlineData("--starttls", "mysql", "--no-check-certificate")]
    [InlineData("--service", "mysql", "--starttls", "mysql", "--no-check-certificate")]
    public async Task However_often_it_is_checked_it_counts_nothing_against_the_host(params string[] check)
    {
        RunningServer server = await MariaDb.StartWithGrantsAsync(TestCertificates.ValidRsa, "--max-connect-errors=1");
        using ServerProcess process = server.Process;

        for (int i = 0; i < 4; i++)
        {
            ProgramRun run = await CheckAsync(server, "127.0.0.2", check);
            Assert.Matches(@"\A(MYSQL|TCP) OK: .*Access denied for user 'check-tcp'@'monitor\.test'.*\n\z", run.Output);
        }

        await CheckAsync(server, "127.0.0.2");
        await CheckAsync(server, "127.0.0.2");
        ProgramRun blocked = await CheckAsync(server, "127.0.0.2", "--service", "mysql");
        Assert.Matches(@"\AMYSQL CRITICAL: Rejected response .*Host '.*' is blocked because of many connection errors.*\n\z", blocked.Output);
        Assert.Equal(2, blocked.ExitCode);
    }

    [Fact]
    public async Task That_nobody_may_come_from_this_host_is_an_answer()
    {
        RunningServer server = await MariaDb.StartWithGrantsAsync(TestCertificates.ValidRsa);
        using ServerProcess process = server.Process;

        ProgramRun run = await CheckAsync(server, "127.0.0.3", "--service", "mysql");

        Assert.Matches(@"\AMYSQL OK: .*Host 'stranger\.test' is not allowed to connect.*\n\z", run.Output);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task Who_has_an_account_logs_in_and_leaves_without_a_trace()
    {
        RunningServer server = await MariaDb.StartWithGrantsAsync(TestCertificates.ValidRsa);
        using ServerProcess process = server.Process;

        ProgramRun run = await CheckAsync(server, "127.0.0.4", "--service", "mysql");
        await CheckAsync(server, "127.0.0.2", "--service", "mysql");
        string logs = await process.UntilLoggedAsync("Access denied for user 'check-tcp'@'monitor.test'");

        Assert.StartsWith("MYSQL OK: ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("granted.test", logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_whose_connections_are_all_in_use_is_CRITICAL()
    {
        RunningServer server = await MariaDb.StartAsync(TestCertificates.ValidRsa, "--max-connections=10");
        using ServerProcess process = server.Process;
        List<System.Net.Sockets.TcpClient> clients = [];
        for (int i = 0; i < 11; i++)
        {
            clients.Add(await LogInAsync(server.Plain));
        }

        ProgramRun run = await CheckAsync(server, "127.0.0.1", "--service", "mysql");

        clients.ForEach(client => client.Dispose());
        Assert.Matches(@"\AMYSQL CRITICAL: Rejected response .*Too many connections.*\n\z", run.Output);
        Assert.Equal(2, run.ExitCode);
    }

    /// <summary>Connects, and is there when the server has said something, be it that there is no room.</summary>
    private static async Task<System.Net.Sockets.TcpClient> LogInAsync(int port)
    {
        System.Net.Sockets.TcpClient client = new();
        await client.ConnectAsync(System.Net.IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        byte[] greeting = new byte[1];
        await client.GetStream().ReadExactlyAsync(greeting, TestContext.Current.CancellationToken);
        return client;
    }

    private static Task<ProgramRun> CheckAsync(RunningServer server, string source, params string[] check) =>
        Plugin.RunAsync(["-H", "127.0.0.1", "-p", $"{server.Plain}", "--source", source, "-t", "60", .. check]);
}
