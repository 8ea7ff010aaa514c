using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A PostgreSQL server with TLS; it does not run as root.</summary>
internal static class Postgres
{
    public static async Task<RunningServer> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        int port = FreePort.Next();
        string data = folder / "data";
        string start = $"""
            cd /usr/lib/postgresql/*/bin && umask 077 &&
            ./initdb --pgdata={data} --auth=trust --username=test --no-sync &&
            cp {key} {data}/server.key &&
            exec ./postgres -D {data} -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off \
                -c ssl=on -c ssl_cert_file={chain} -c ssl_key_file={data}/server.key
            """;
        return new(await ServerProcess.StartAsync(folder, [port], [.. Account.Of("postgres"), "/bin/sh", "-c", start]), port);
    }
}
