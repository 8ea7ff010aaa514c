using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>A MySQL server without tables, or with grants.</summary>
internal static class MariaDb
{
    /// <summary>One that knows its clients by name: 127.0.0.2 is monitor.test, whose account nobody but <c>app</c> has, 127.0.0.3 is stranger.test,
    /// which no account may come from, and 127.0.0.4 is granted.test, where <c>check-tcp</c> may log in.</summary>
    /// <remarks>Only root can give it a file of hosts of its own.</remarks>
    public static async Task<RunningServer> StartWithGrantsAsync(ServerCertificate certificate, params string[] settings)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        folder.Write("hosts", "127.0.0.1 localhost\n127.0.0.2 monitor.test\n127.0.0.3 stranger.test\n127.0.0.4 granted.test\n");
        folder.Write("grants.sql", "CREATE USER 'app'@'monitor.test' IDENTIFIED BY 'secret';\nCREATE USER 'check-tcp'@'granted.test';\nFLUSH PRIVILEGES;\n");
        folder.CreateFolder("data");
        int port = FreePort.Next();
        const string Start = """
            cd "$1"; shift
            server="/usr/sbin/mariadbd --no-defaults --user=nobody --datadir=$PWD/data --innodb=off --default-storage-engine=MyISAM"
            { echo 'CREATE DATABASE mysql;'; echo 'USE mysql;'; cd /usr/share/mysql; cat mysql_system_tables.sql mysql_system_tables_data.sql; } |
                $server --bootstrap && mount --bind hosts /etc/hosts && exec $server --init-file="$PWD/grants.sql" "$@"
            """;
        return new(
            await ServerProcess.StartAsync(
                folder,
                [port],
                ["unshare", "--mount", "/bin/sh", "-c", Start, "sh", folder.Path, "--bind-address=127.0.0.1", $"--port={port}", $"--socket={folder / "socket"}",
                    $"--ssl-cert={chain}", $"--ssl-key={key}", .. settings]),
            port);
    }

    public static async Task<RunningServer> StartAsync(ServerCertificate certificate, params string[] settings)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        int port = FreePort.Next();
        return new(
            await ServerProcess.StartAsync(
                folder, [port], ["/usr/sbin/mariadbd", "--no-defaults", "--user=nobody", $"--datadir={folder.CreateFolder("data")}",
                "--bind-address=127.0.0.1", $"--port={port}", $"--socket={folder / "socket"}", "--skip-grant-tables", "--skip-networking=0",
                $"--ssl-cert={chain}", $"--ssl-key={key}", "--innodb=off", "--default-storage-engine=MyISAM", .. settings]),
            port);
    }
}
