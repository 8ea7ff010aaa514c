namespace CheckTcp.TestSupport;

/// <summary>The trusted authority as files, in the two ways that OpenSSL's environment variables name it.</summary>
public sealed class TrustStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private TrustStore()
    {
        File = _folder.Write("ca.pem", TestCertificates.Trusted.Pem);
        Folder = _folder.CreateFolder("certs");
        _folder.Write("certs/test-root.pem", TestCertificates.Trusted.Pem);
    }

    /// <summary>For SSL_CERT_FILE.</summary>
    public string File { get; }

    /// <summary>For SSL_CERT_DIR: a folder with OpenSSL's links by hash.</summary>
    public string Folder { get; }

    public static async Task<TrustStore> CreateAsync(CancellationToken cancellation)
    {
        TrustStore store = new();
        ProgramRun rehash = await new ProgramCall("openssl", "rehash", store.Folder).RunAsync(cancellation);
        return rehash.ExitCode == 0 ? store : throw new InvalidOperationException($"openssl rehash: {rehash.Error}");
    }

    public void Dispose() => _folder.Dispose();
}
