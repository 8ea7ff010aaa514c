using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Checks;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Tls;

/// <summary>Puts a connection under TLS.</summary>
internal sealed class TlsHandshake : IDisposable
{
    private readonly TlsSettings _settings;
    private readonly TrustStore _trust;
    private readonly ServerName? _name;
    private readonly TransportStream _stream;
    private readonly SslStream _tls;
    private CertificateFault? _fault;

    public TlsHandshake(Transport transport, Target target, TlsSettings settings, TrustStore trust)
    {
        _settings = settings;
        _trust = trust;
        _name = ServerName.Of(target);
        _stream = new TransportStream(transport);
        _tls = new SslStream(_stream, leaveInnerStreamOpen: true);
        Channel = new TlsChannel(_tls, _stream, transport);
    }

    /// <summary>The connection under TLS, once the handshake has gone well.</summary>
    public Channel Channel { get; }

    /// <summary>What was agreed on and whom it met, as far as the handshake got.</summary>
    public TlsSession? Session { get; private set; }

    /// <returns>What is wrong with the certificate, or <c>null</c> when the handshake went well.</returns>
    /// <exception cref="AuthenticationException">The peers did not agree.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<CertificateFault?> RunAsync()
    {
        _trust.Prepare();
        try
        {
            await _tls.AuthenticateAsClientAsync(Options(), CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthenticationException) when (_fault is not null)
        {
            return _fault; // the callback refused: SslStream has no words for why
        }

        Session = Session! with { Protocol = _tls.SslProtocol, CipherSuite = _tls.NegotiatedCipherSuite };
        return null;
    }

    public void Dispose() => _tls.Dispose();

    private SslClientAuthenticationOptions Options() => new()
    {
        TargetHost = _name?.Indication ?? "",
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateChainPolicy = TrustStore.PolicyOfFirstLook(),
        RemoteCertificateValidationCallback = Judge,
    };

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            _fault = CertificateFault.Missing;
            return !_settings.VerifyCertificate;
        }

        Session = new TlsSession { Certificate = leaf.RawData };
        _fault = _settings.VerifyCertificate ? Verify(leaf, chain!.ChainPolicy.ExtraStore) : null;
        return _fault is null;
    }

    private CertificateFault? Verify(X509Certificate2 leaf, X509Certificate2Collection sent)
    {
        try
        {
            return CertificateVerification.Verify(leaf, sent, _name, _trust);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return CertificateFault.Unreadable; // names or dates that are encoded wrongly
        }
    }
}
