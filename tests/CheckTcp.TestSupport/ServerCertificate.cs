using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.TestSupport;

/// <summary>What a server shows: its certificate with the key, and the intermediates below the root.</summary>
public sealed record ServerCertificate(X509Certificate2 Leaf, params X509Certificate2[] Intermediates)
{
    public SslServerAuthenticationOptions ToServerOptions() => new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(Leaf, [.. Intermediates], offline: true),
    };

    /// <summary>Writes chain and key as PEM, as the servers of Debian's packages want them.</summary>
    /// <returns>The paths of both.</returns>
    public (string Chain, string Key) WritePem(TemporaryFolder folder, string name)
    {
        string chain = string.Join('\n', Intermediates.Prepend(Leaf).Select(certificate => certificate.ExportCertificatePem()));
        string key = Leaf.GetECDsaPrivateKey()?.ExportPkcs8PrivateKeyPem()
            ?? Leaf.GetRSAPrivateKey()!.ExportPkcs8PrivateKeyPem();
        return (folder.Write($"{name}.pem", $"{chain}\n"), folder.Write($"{name}.key", $"{key}\n"));
    }
}
