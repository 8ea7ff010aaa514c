using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary>
/// <c>openssl s_server</c>, for what only a TLS stack of another make refuses or insists on. It answers a request for a web
/// page with the facts of the session.
/// </summary>
public sealed record OpensslServer(ServerProcess Process, int Port) : IDisposable
{
    /// <param name="certificate">What the server shows.</param>
    /// <param name="options">Options of s_server, such as <c>-tls1_2</c>.</param>
    public static Task<OpensslServer> StartAsync(ServerCertificate certificate, params string[] options)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        return StartAsync(folder, chain, key, options);
    }

    /// <param name="chain">PEM file of what the server shows.</param>
    /// <param name="key">PEM file of its key.</param>
    /// <param name="options">Options of s_server, such as <c>-tls1_2</c>.</param>
    public static Task<OpensslServer> StartAsync(string chain, string key, params string[] options) =>
        StartAsync(new TemporaryFolder(), chain, key, options);

    private static async Task<OpensslServer> StartAsync(TemporaryFolder folder, string chain, string key, string[] options)
    {
        int port = FreePort.Next();
        string[] program =
        [
            "openssl", "s_server", "-www", "-accept", $"127.0.0.1:{port}",
            "-cert", chain, "-key", key,
            "-cert2", chain, "-key2", key, // the second pair is for the name in -servername
            .. options,
        ];
        return new(await ServerProcess.StartAsync(folder, [port], program), port);
    }

    public void Dispose() => Process.Dispose();
}
