using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Servers;

/// <summary><c>gnutls-serv</c>, a TLS stack that chooses other alerts than OpenSSL, and can be made as old as some servers are. It sends
/// back what it is sent.</summary>
public sealed record GnutlsServer(ServerProcess Process, int Port) : IDisposable
{
    /// <param name="certificate">What the server shows.</param>
    /// <param name="options">Options of gnutls-serv, such as <c>--require-client-cert</c>.</param>
    public static async Task<GnutlsServer> StartAsync(ServerCertificate certificate, params string[] options)
    {
        TemporaryFolder folder = new();
        (string chain, string key) = certificate.WritePem(folder, "server");
        int port = FreePort.Next();
        string[] program = ["gnutls-serv", "--echo", "-p", $"{port}", "--x509certfile", chain, "--x509keyfile", key, .. options];
        return new(await ServerProcess.StartAsync(folder, [port], program), port);
    }

    public void Dispose() => Process.Dispose();
}
