using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>The servers of single protocols, each started when a test first asks for it.</summary>
public sealed class ServiceServers : IDisposable
{
    private readonly Dictionary<string, RunningServer> _running = [];

    /// <summary>The server of a service by its name in <c>--service</c>.</summary>
    public async Task<RunningServer> OfAsync(string service)
    {
        if (!_running.TryGetValue(service, out RunningServer? server))
        {
            _running[service] = server = await StartAsync(service);
        }

        return server;
    }

    public void Dispose()
    {
        foreach (RunningServer server in _running.Values)
        {
            server.Process.Dispose();
        }
    }

    private static Task<RunningServer> StartAsync(string service) => service switch
    {
        "amqp" => RabbitMq.StartAsync(TestCertificates.Valid),
        "clamd" => Clamd.StartAsync(),
        "dns" => Dnsmasq.StartAsync(),
        "git" => GitDaemon.StartAsync(),
        "irc" => Ngircd.StartAsync(TestCertificates.Valid),
        "jabber" => Prosody.StartAsync(TestCertificates.Valid),
        "ldap" => Slapd.StartAsync(TestCertificates.Valid),
        "memcached" => Memcached.StartAsync(),
        "mqtt" => Mosquitto.StartAsync(TestCertificates.Valid),
        "mysql" => MariaDb.StartAsync(TestCertificates.ValidRsa),
        "nntp" => Nnrpd.StartAsync(TestCertificates.ValidRsa),
        "postgres" => Postgres.StartAsync(TestCertificates.Valid),
        "rdp" => Xrdp.StartAsync(),
        "redis" => Redis.StartAsync(),
        "rsync" => Rsyncd.StartAsync(),
        "sip" => Kamailio.StartAsync(TestCertificates.ValidRsa),
        "spamd" => Spamd.StartAsync(),
        "ssh" => Sshd.StartAsync(),
        "telnet" => Telnetd.StartAsync(),
        "vnc" => X11Vnc.StartAsync(),
        "zookeeper" => ZooKeeper.StartAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(service), service, "no server is started for it"),
    };
}
