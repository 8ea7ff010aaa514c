using System.Net;
using System.Net.Sockets;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A PostgreSQL server with TLS; it does not run as root.</summary>
internal static class Postgres
{
    /// <param name="certificate">Its certificate.</param>
    /// <param name="settings">More of its settings, such as <c>-c max_connections=1</c>.</param>
    /// <param name="isStandby">Whether it waits for a primary that does not exist.</param>
    public static async Task<RunningServer> StartAsync(ServerCertificate certificate, string settings = "", bool isStandby = false)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        int port = FreePort.Next();
        string data = folder / "data";
        string start = $"""
            cd /usr/lib/postgresql/*/bin && umask 077 &&
            ./initdb --pgdata={data} --auth=trust --username=test --no-sync &&
            cp {key} {data}/server.key && {(isStandby ? $"touch {data}/standby.signal" : ":")} &&
            exec ./postgres -D {data} -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off \
                -c ssl=on -c ssl_cert_file={chain} -c ssl_key_file={data}/server.key {settings}
            """;
        var server = new RunningServer(await ServerProcess.StartAsync(folder, [port], [.. Account.Of("postgres"), "/bin/sh", "-c", start]), port);
        if (!isStandby)
        {
            (await LogInAsync(port)).Dispose(); // it listens before it takes anybody
        }

        return server;
    }

    /// <summary>A session that stays until it is disposed of.</summary>
    public static async Task<TcpClient> LogInAsync(int port)
    {
        byte[] startup = [0, 0, 0, 37, 0, 3, 0, 0, .. "user\0test\0database\0postgres\0\0"u8];
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port, deadline.Token);
            await client.GetStream().WriteAsync(startup, deadline.Token);
            if (await IsReadyForQueryAsync(client.GetStream(), deadline.Token))
            {
                return client;
            }

            client.Dispose(); // it is still starting, or whoever left last still holds the only place
        }
    }

    private static async Task<bool> IsReadyForQueryAsync(NetworkStream stream, CancellationToken cancellation)
    {
        byte[] readyForQuery = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];
        byte[] answer = new byte[4096];
        for (int length = 0, count; (count = await stream.ReadAsync(answer.AsMemory(length), cancellation)) > 0;)
        {
            length += count;
            if (answer.AsSpan(0, length).EndsWith(readyForQuery))
            {
                return true;
            }
        }

        return false;
    }
}
