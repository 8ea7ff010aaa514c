using System.Net.Sockets;
using CheckTcp.EndToEnd.Tests.Servers;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Services;

/// <summary>A server that answers and yet takes nobody.</summary>
public class PostgresTests
{
    [Fact]
    public async Task A_server_whose_connections_are_all_in_use_is_CRITICAL()
    {
        RunningServer server = await Postgres.StartAsync(
            TestCertificates.Valid, "-c max_connections=1 -c superuser_reserved_connections=0 -c max_wal_senders=0");
        using ServerProcess process = server.Process;
        using TcpClient only = await Postgres.LogInAsync(server.Plain);

        ProgramRun run = await CheckAsync(server);

        Assert.Matches(@"\APOSTGRES CRITICAL: Rejected response from host/socket: .*C53300\\x00Msorry, too many clients already.*\n\z", run.Output);
        Assert.Equal(2, run.ExitCode);
    }

    [Fact]
    public async Task A_standby_that_serves_no_queries_is_CRITICAL()
    {
        RunningServer server = await Postgres.StartAsync(TestCertificates.Valid, "-c hot_standby=off", isStandby: true);
        using ServerProcess process = server.Process;

        ProgramRun run = await CheckAsync(server);

        Assert.Matches(@"\APOSTGRES CRITICAL: Rejected response from host/socket: .*C57P03\\x00Mthe database system is .*\n\z", run.Output);
        Assert.Equal(2, run.ExitCode);
    }

    private static Task<ProgramRun> CheckAsync(RunningServer server) => Plugin.RunAsync("--service", "postgres", "-H", "127.0.0.1", "-p", $"{server.Plain}");
}
