namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>Other people's proxies, and servers that stand behind one, each started when a test first asks for it.</summary>
public sealed class RouteServers : IAsyncDisposable
{
    private readonly Lazy<Task<Squid>> _squid = new(Squid.StartAsync);
    private readonly Lazy<Task<Apache>> _apache = new(Apache.StartAsync);
    private readonly Dictionary<string, RunningServer> _running = [];

    /// <summary>The port of one of these.</summary>
    public async Task<int> PortOfAsync(string name) => name switch
    {
        "squid" => (await _squid.Value).Port,
        "squid with Digest" => (await _squid.Value).WithDigest,
        "apache" => (await _apache.Value).Proxy,
        "apache with the PROXY protocol" => (await _apache.Value).Announced,
        "apache with TLS" => (await _apache.Value).Tls,
        "haproxy with TLS" => (await StartedAsync("haproxy")).Tls,
        _ => (await StartedAsync(name)).Plain,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (RunningServer server in _running.Values)
        {
            server.Process.Dispose();
        }

        if (_squid.IsValueCreated)
        {
            (await _squid.Value).Dispose();
        }

        if (_apache.IsValueCreated)
        {
            (await _apache.Value).Process.Dispose();
        }
    }

    private async Task<RunningServer> StartedAsync(string name)
    {
        if (!_running.TryGetValue(name, out RunningServer? server))
        {
            _running[name] = server = await (name switch
            {
                "privoxy" => Privoxy.StartAsync(),
                "dante" => Dante.StartAsync(),
                "ssh -D" => SshForward.StartAsync(),
                "haproxy" => Haproxy.StartAsync(),
                "varnish" => Varnish.StartAsync(),
                _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no server is started for it"),
            });
        }

        return server;
    }
}
