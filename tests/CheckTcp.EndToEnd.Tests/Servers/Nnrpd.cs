using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>INN's server of news readers, plain with STARTTLS, and by TLS.</summary>
internal static class Nnrpd
{
    public static async Task<RunningServer> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int plain, int tls) = (FreePort.Next(), FreePort.Next());
        folder.Write("readers.conf", """
            auth "all" { hosts: "*" default: "<anyone>" }
            access "all" { users: "<anyone>" newsgroups: "*" }

            """);
        foreach (string empty in (string[])["active", "newsgroups", "history", "storage.conf", "group.index"])
        {
            folder.Write(empty, "");
        }

        string configuration = folder.Write("inn.conf", $"""
            domain: check-tcp.test
            pathhost: news.check-tcp.test
            mta: "/bin/false %s"
            nnrpdloadlimit: 0
            hismethod: hisv6
            ovmethod: tradindexed
            pathnews: /usr/lib/news
            pathdb: {folder.Path}
            pathetc: {folder.Path}
            pathoverview: {folder.Path}
            pathrun: {folder.Path}
            pathspool: {folder.Path}
            tlscertfile: {chain}
            tlskeyfile: {key}

            """);

        // It runs as whom its configuration names, wants the key for itself, and serves one kind of connection.
        string start = $"""
            chmod 600 {key}
            printf 'runasuser: %s\nrunasgroup: %s\n' "$(id -un)" "$(id -gn)" >>{configuration}
            export INNCONF={configuration}
            setpriv --pdeathsig KILL /usr/lib/news/bin/nnrpd -D -f -S -p {tls} &
            exec /usr/lib/news/bin/nnrpd -D -f -p {plain}
            """;
        return new(await ServerProcess.StartAsync(folder, [plain, tls], "/bin/sh", "-c", start), plain, tls);
    }
}
