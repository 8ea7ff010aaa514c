using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>Postfix as eng/unpack leaves it, since its package and Exim's exclude each other: an SMTP server with STARTTLS, and postscreen, which
/// greets in two lines, some time apart, and takes those who speak in between for spammers; and each of them once more, behind a load balancer.</summary>
/// <remarks>Only root can start it.</remarks>
internal sealed record Postfix(ServerProcess Process, int Smtp, int Postscreen, int AnnouncedSmtp, int AnnouncedPostscreen)
{
    private const string Unpacked = "artifacts/servers/postfix";

    public static async Task<Postfix> StartAsync(ServerCertificate certificate)
    {
        string root = Repository.PathOf(Unpacked);
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int smtp, int postscreen, int announcedSmtp, int announcedPostscreen) = (FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next());
        string configuration = Directory.CreateDirectory(folder / "etc").FullName;
        folder.Write("etc/main.cf", $"""
            compatibility_level = 3.6
            queue_directory = {folder.CreateFolder("spool")}
            data_directory = {folder.CreateFolder("data")}
            command_directory = {root}/usr/sbin
            daemon_directory = {root}/usr/lib/postfix/sbin
            shlib_directory = {root}/usr/lib/postfix
            meta_directory = {root}/usr/lib/postfix
            import_environment = LD_LIBRARY_PATH MAIL_CONFIG MAIL_LOGTAG
            mail_owner = mail
            setgid_group = games
            default_privs = nobody
            maillog_file = {folder / "mail.log"}
            maillog_file_prefixes = {folder.Path}
            myhostname = mail.test
            mydestination =
            mynetworks =
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            alias_maps =
            alias_database =
            smtpd_peername_lookup = no
            smtpd_tls_security_level = may
            smtpd_tls_cert_file = {chain}
            smtpd_tls_key_file = {key}
            postscreen_greet_banner = please wait
            postscreen_greet_wait = 2s
            postscreen_greet_action = enforce
            postscreen_access_list =
            postscreen_cache_map =

            """);
        folder.Write("etc/master.cf", $"""
            127.0.0.1:{smtp} inet n - n - - smtpd
            127.0.0.1:{postscreen} inet n - n - 1 postscreen
            127.0.0.1:{announcedSmtp} inet n - n - - smtpd -o smtpd_upstream_proxy_protocol=haproxy
            127.0.0.1:{announcedPostscreen} inet n - n - 1 postscreen -o postscreen_upstream_proxy_protocol=haproxy
            smtpd pass - - n - - smtpd
            postlog unix-dgram n - n - 1 postlogd
            proxymap unix - - n - - proxymap
            tlsmgr unix - - n - 1 tlsmgr
            tlsproxy unix - - n - 0 tlsproxy
            anvil unix - - n - 1 anvil

            """);
        const string Start = """
            cd "$1/spool" && mkdir pid private public active incoming deferred defer bounce maildrop hold corrupt flush saved trace &&
            chown -R mail . ../data && chown root . pid && LD_LIBRARY_PATH="$2/usr/lib/postfix" exec "$2/usr/lib/postfix/sbin/master" -d -c "$3"
            """;
        return new(
            await ServerProcess.StartAsync(
                folder, [smtp, postscreen, announcedSmtp, announcedPostscreen], "/bin/sh", "-c", Start, "sh", folder.Path, root, configuration),
            smtp, postscreen, announcedSmtp, announcedPostscreen);
    }
}
