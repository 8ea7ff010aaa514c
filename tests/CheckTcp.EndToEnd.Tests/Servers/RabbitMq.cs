using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>An AMQP broker, plain and by TLS.</summary>
internal static class RabbitMq
{
    public static async Task<RunningServer> StartAsync(ServerCertificate certificate)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        (int plain, int tls, int names, int nodes) = (FreePort.Next(), FreePort.Next(), FreePort.Next(), FreePort.Next());
        string configuration = folder.Write("rabbitmq.conf", $"""
            listeners.tcp.1 = 127.0.0.1:{plain}
            listeners.ssl.1 = 127.0.0.1:{tls}
            ssl_options.cacertfile = {chain}
            ssl_options.certfile = {chain}
            ssl_options.keyfile = {key}
            log.console = true

            """);

        // Erlang's register of names would stay as a daemon if it were not there first, as a child that dies with its parent.
        string start = $"""
            export HOME={folder.Path} ERL_EPMD_ADDRESS=127.0.0.1 ERL_EPMD_PORT={names}
            export RABBITMQ_NODENAME=check-tcp@localhost RABBITMQ_DIST_PORT={nodes} RABBITMQ_CONF_ENV_FILE=/dev/null
            export RABBITMQ_CONFIG_FILE={configuration} RABBITMQ_ENABLED_PLUGINS_FILE={folder.Write("plugins", "[].")}
            export RABBITMQ_MNESIA_BASE={folder / "db"} RABBITMQ_LOG_BASE={folder / "logs"} RABBITMQ_GENERATED_CONFIG_DIR={folder / "generated"}
            export RABBITMQ_PID_FILE={folder / "pid"} RABBITMQ_FEATURE_FLAGS_FILE={folder / "flags"}
            setpriv --pdeathsig KILL epmd &
            exec /usr/lib/rabbitmq/bin/rabbitmq-server
            """;
        return new(await ServerProcess.StartAsync(folder, [plain, tls], "/bin/sh", "-c", start), plain, tls);
    }
}
