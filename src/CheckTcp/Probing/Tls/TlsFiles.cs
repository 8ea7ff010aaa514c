using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>What the files of a check's TLS settings hold, read for one handshake.</summary>
internal sealed class TlsFiles : IDisposable
{
    private readonly List<X509Certificate2> _loaded = [];

    private TlsFiles()
    {
    }

    /// <summary>Whom to trust, or <c>null</c> for whom the machine trusts.</summary>
    public TrustStore? Trust { get; private set; }

    /// <summary>What to show to a server that asks, if anything.</summary>
    public SslStreamCertificateContext? ClientCertificate { get; private set; }

    /// <returns><c>null</c>, with the fault, when a file is not what it should be.</returns>
    public static TlsFiles? Read(TlsSettings settings, out TlsFault? fault)
    {
        var files = new TlsFiles();
        fault = (settings.CaFile is { } caFile ? files.ReadRoots(caFile) : null)
            ?? (settings.ClientCertificate is { } client ? files.ReadClientCertificate(client) : null);
        if (fault is null)
        {
            return files;
        }

        files.Dispose();
        return null;
    }

    public void Dispose()
    {
        foreach (X509Certificate2 certificate in _loaded)
        {
            certificate.Dispose();
        }
    }

    private TlsFault? ReadRoots(string file)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            foreach (byte[] certificate in PemCertificates.Read(file))
            {
                roots.Add(Kept(X509CertificateLoader.LoadCertificate(certificate)));
            }
        }
        catch (CryptographicException)
        {
            return TlsFault.OfFile(file, "the CA file cannot be used: a certificate in it cannot be read");
        }

        Trust = TrustStore.Of(roots);
        return roots.Count == 0 ? TlsFault.OfFile(file, $"the CA file cannot be used: {PemCertificates.WhyNone(file)}") : null;
    }

    private TlsFault? ReadClientCertificate(ClientCertificate client)
    {
        if (ClientCertificateFile.Read(client, out TlsFault? fault) is not { } chain)
        {
            return fault;
        }

        foreach (X509Certificate2 certificate in chain)
        {
            Kept(certificate);
        }

        try
        {
            // Offline: nothing is fetched over the network to complete the chain.
            ClientCertificate = SslStreamCertificateContext.Create(chain[0], chain, offline: true);
            return null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return TlsFault.OfFile(client.File, $"the client certificate cannot be used: {e.Message}");
        }
    }

    private X509Certificate2 Kept(X509Certificate2 certificate)
    {
        _loaded.Add(certificate);
        return certificate;
    }
}
