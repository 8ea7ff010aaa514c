using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Tls;

/// <summary>Puts a connection under TLS.</summary>
internal sealed class TlsHandshake : IDisposable
{
    /// <summary>How long a server that is to refuse is waited for once this side is done, beside the way of its answer: under TLS 1.3 it
    /// judges a client's certificate only then (RFC 8446 section 4.4.2.4).</summary>
    private static readonly TimeSpan RefusalPatience = TimeSpan.FromSeconds(3);

    /// <summary>How long a server that was shown a certificate may take to judge it, beside the way of its answer.</summary>
    private static readonly TimeSpan JudgementPatience = TimeSpan.FromSeconds(1);

    /// <summary>An answer takes one round trip, and one that is lost three more before it is sent again, for so long is TCP's first timer
    /// at the beginning of a connection (RFC 6298 section 2.2).</summary>
    private const int RoundTripsOfAnAnswer = 4;

    /// <summary>What is kept of the run's time, so that a peer that is silent is not taken for one that is late.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(50);

    private readonly TlsSettings _settings;
    private readonly TrustStore _trust;
    private readonly Deadline _deadline;
    private readonly ServerName? _name;
    private readonly TransportStream _stream;
    private readonly SslStream _tls;
    private TlsFiles? _files;
    private TlsFault? _fault;
    private TimeSpan _took;

    public TlsHandshake(Transport transport, Target target, TlsSettings settings, TrustStore trust, Deadline deadline)
    {
        _settings = settings;
        _trust = trust;
        _deadline = deadline;
        _name = ServerName.Of(target, settings);
        _stream = new TransportStream(transport);
        _tls = new SslStream(_stream, leaveInnerStreamOpen: true);
        Channel = new TlsChannel(_tls, _stream, transport);
    }

    /// <summary>The connection under TLS, once the handshake has gone well.</summary>
    public TlsChannel Channel { get; }

    /// <summary>What was agreed on and whom it met, as far as the handshake got.</summary>
    public TlsSession? Session { get; private set; }

    /// <returns>What is wrong with the certificate or with a file of the settings, or <c>null</c> when the handshake went well.</returns>
    /// <exception cref="AuthenticationException">The peers did not agree.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async ValueTask<TlsFault?> RunAsync()
    {
        _trust.Prepare();
        _files = TlsFiles.Read(_settings, out TlsFault? unusable);
        if (_files is null)
        {
            return unusable;
        }

        TimeSpan start = _deadline.Elapsed;
        try
        {
            await _tls.AuthenticateAsClientAsync(Options(_files), CancellationToken.None).ConfigureAwait(false);
        }
        catch (AuthenticationException) when (_fault is not null)
        {
            return _fault; // the callback refused: SslStream has no words for why
        }
        catch (Exception e) when (e is AuthenticationException or IOException && _stream.Alert is { } alert)
        {
            throw new TlsAlertException(alert, e);
        }
        catch (AuthenticationException e) when (OfLibrary(e, _files) is { } fault)
        {
            return fault;
        }

        _took = _deadline.Elapsed - start;
        Session = Agreed(Session ?? new TlsSession { At = _deadline.Now });
        return _settings.ExpectedAlert is { } expected ? await AwaitRefusalAsync(expected).ConfigureAwait(false) : null;
    }

    /// <summary>Waits until it is known whether the server takes the certificate that it was shown. Under TLS 1.3 the handshake is over for
    /// this side before the server has judged it (RFC 8446 section 4.4.2.4), and servers on .NET judge after it under any version.
    /// Whatever the server says inside, it has taken it, and its silence is taken for consent. A ticket for resumption is neither:
    /// servers on .NET send it before they judge.</summary>
    /// <returns><c>false</c> when the server closed the connection without a word.</returns>
    /// <exception cref="IOException">The server refuses with an alert, or the connection broke.</exception>
    public async ValueTask<bool> IsTakenAsync()
    {
        if (_files?.ClientCertificate is null || Channel.HasHeard)
        {
            return true;
        }

        TimeSpan patience = Within(JudgementPatience);
        return patience == TimeSpan.Zero
            || await Channel.ReceiveAsync(new byte[1], patience).ConfigureAwait(false) != 0
            || !Channel.PeerClosed;
    }

    public void Dispose()
    {
        _tls.Dispose();
        _files?.Dispose();
    }

    private TlsFault? OfLibrary(AuthenticationException e, TlsFiles files) =>
        TlsFault.OfLibrary(e.GetBaseException().HResult, _settings, files.ClientCertificate?.TargetCertificate);

    /// <summary>An alert comes out of the read as an exception.</summary>
    private async ValueTask<TlsFault> AwaitRefusalAsync(byte alert)
    {
        try
        {
            if (await Channel.ReceiveAsync(new byte[1], Within(RefusalPatience)).ConfigureAwait(false) == 0)
            {
                return TlsFault.ClosedWithoutAlert;
            }
        }
        catch (Exception e) when (e.GetBaseException() is OperationCanceledException)
        {
            _deadline.ThrowIfCallerGaveUp(); // the deadline leaves it at that: it did not refuse
        }

        return TlsFault.NotRefused(alert);
    }

    /// <summary>The time given and that of the answer's way, but so much less than what is left of the run's that silence is still told
    /// from slowness. The handshake itself is the measure of the way, since it went through all proxies.</summary>
    private TimeSpan Within(TimeSpan patience)
    {
        patience += _took * RoundTripsOfAnAnswer;
        TimeSpan left = _deadline.Remaining - Margin;
        return left < TimeSpan.Zero ? TimeSpan.Zero : left < patience ? left : patience;
    }

    private SslClientAuthenticationOptions Options(TlsFiles files)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _name?.Indication ?? "",
            EnabledSslProtocols = TlsVersions.Between(_settings.MinVersion, _settings.MaxVersion),
            CertificateChainPolicy = TrustStore.PolicyOfFirstLook(_settings.OcspStapling),
            RemoteCertificateValidationCallback = Judge,
            ClientCertificateContext = files.ClientCertificate,
            CipherSuitesPolicy = OfferedCiphers.Policy,
            AllowRenegotiation = !_settings.AllowLegacy, // which would be the unsafe one
            AllowTlsResume = false, // a resumed session shows the certificate of the first, however long ago that was
        };
        if (_settings.ExpectedAlert is not null && files.ClientCertificate is null)
        {
            options.LocalCertificateSelectionCallback = ShowNothing;
        }

        if (_settings.ApplicationProtocols.Count > 0)
        {
            options.ApplicationProtocols = [.. _settings.ApplicationProtocols.Select(name => new SslApplicationProtocol(name))];
        }

        return options;
    }

    /// <summary>A server that asks for a certificate has shown its own. Under TLS 1.2 one that refuses does so before the platform hands it
    /// to <see cref="Judge"/>.</summary>
    private X509Certificate ShowNothing(
        object sender, string name, X509CertificateCollection own, X509Certificate? servers, string[] issuers)
    {
        if (servers is not null)
        {
            Session ??= new TlsSession { At = _deadline.Now, Certificate = servers.GetRawCertData(), CertificatesSent = 1 };
        }

        return null!; // as the platform's documents have it
    }

    private bool Judge(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            _fault = TlsFault.NoCertificate;
            return !_settings.VerifyCertificate && _settings.Pins.Count == 0;
        }

        X509Certificate2Collection sent = chain!.ChainPolicy.ExtraStore;
        byte[] shown = leaf.RawData;
        Verification? verified = _settings.VerifyCertificate ? Verify(leaf, sent) : null;
        bool isTrusted = verified is { Chain.IsEmpty: false };
        var session = new TlsSession
        {
            At = _deadline.Now,
            Certificate = shown,
            Chain = isTrusted ? Bounded(verified!.Chain.Skip(1)) : Bounded(OthersOf(sent, shown)),
            ChainIsTrusted = isTrusted,
            CertificatesSent = Math.Max(1, sent.Count),
            OcspStaple = verified?.Staple ?? OcspStaple.NotJudged,
        };
        // Apple's platform asks before it knows what was agreed on.
        Session = OperatingSystem.IsMacOS() ? session : Agreed(session);
        _fault = PinnedKeys.Judge(_settings.Pins, session, verified?.Fault);
        return _fault is null;
    }

    private TlsSession Agreed(TlsSession session) => session with
    {
        Protocol = _tls.SslProtocol,
        CipherSuite = _tls.NegotiatedCipherSuite,
        ApplicationProtocol = _tls.NegotiatedApplicationProtocol is { Protocol.IsEmpty: false } chosen
            ? ByteText.Decode(chosen.Protocol.Span)
            : null,
    };

    private static IEnumerable<ReadOnlyMemory<byte>> OthersOf(X509Certificate2Collection sent, byte[] shown)
    {
        foreach (X509Certificate2 certificate in sent)
        {
            if (!certificate.RawDataMemory.Span.SequenceEqual(shown))
            {
                yield return certificate.RawData;
            }
        }
    }

    private static ImmutableArray<ReadOnlyMemory<byte>> Bounded(IEnumerable<ReadOnlyMemory<byte>> chain) => [.. chain.Take(TlsSession.MaxChain)];

    private Verification Verify(X509Certificate2 leaf, X509Certificate2Collection sent)
    {
        try
        {
            return CertificateVerification.Verify(leaf, sent, _name, _files!.Trust ?? _trust, _settings.OcspStapling);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException)
        {
            return new Verification(TlsFault.Unreadable, [], OcspStaple.NotJudged); // names or dates that are encoded wrongly
        }
    }
}
