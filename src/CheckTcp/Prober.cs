using System.Diagnostics.CodeAnalysis;
using CheckTcp.Probing;
using CheckTcp.Probing.Tls;
using CheckTcp.Probing.Transports;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp;

/// <summary>Runs checks: the one place that talks to the network.</summary>
/// <remarks>Safe to use from many threads at once; one instance serves a whole program.</remarks>
public sealed class Prober
{
    private const string OneShotOnlySwitch = "CheckTcp.Probing.OneShotOnly";

    private readonly TimeProvider _time;
    private readonly TrustStore _trust;
    private readonly TransportKind _kind;

    /// <summary>A prober that waits asynchronously, for programs that run many checks.</summary>
    /// <param name="time">The clock of deadlines and timings; the system's by default.</param>
    public Prober(TimeProvider? time = null)
        : this(time ?? TimeProvider.System, new TrustStore(), TransportKind.Epoll)
    {
    }

    internal Prober(TimeProvider time, TrustStore trust, TransportKind kind)
    {
        _time = time;
        _trust = trust;
        _kind = kind;
    }

    /// <summary>A prober for a program that runs one check and ends: where the platform allows (Linux), a run completes on the
    /// caller's thread before <see cref="RunAsync"/> returns, and nothing is started or loaded that one check does not need.</summary>
    /// <remarks>Where a run blocks, cancelling it takes effect at the next step, at the latest at the deadline.
    /// It changes the process on the first TLS handshake: the platform's own trust store is kept from being loaded, by
    /// <c>SSL_CERT_FILE</c> and <c>SSL_CERT_DIR</c> in the native environment, what they were being honoured; and for
    /// <see cref="TlsSettings.AllowLegacy"/> OpenSSL's configuration is replaced, by <c>OPENSSL_CONF</c> there.</remarks>
    public static Prober ForOneShot() =>
        new(TimeProvider.System, new TrustStore(ownsProcess: true), TransportKind.Blocking);

    /// <summary>Why this machine cannot speak TLS, with the fix; <c>null</c> when it can. A program that uses the platform's TLS or its
    /// cryptography beside the checks should ask before: without a usable OpenSSL the platform ends the process.</summary>
    public static string? TlsError => OpenSslLibrary.Error;

    /// <summary>A program that only ever runs one check says so in its project (<c>RuntimeHostConfigurationOption</c> with
    /// <c>Trim</c>), and the asynchronous transport is left out of it when it is compiled.</summary>
    [FeatureSwitchDefinition(OneShotOnlySwitch)]
    private static bool OneShotOnly => AppContext.TryGetSwitch(OneShotOnlySwitch, out bool isOn) && isOn;

    /// <summary>Whether a run blocks its caller until it is over.</summary>
    private bool Blocks => OperatingSystem.IsLinux() && (OneShotOnly || _kind == TransportKind.Blocking);

    /// <summary>Runs a check once; with <see cref="TcpCheck.Retries"/> until it passes.</summary>
    /// <returns>What was seen. Whatever the network does is part of it, and never an exception.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public async ValueTask<Observation> RunAsync(TcpCheck check, CancellationToken cancellation)
    {
        using var deadline = new Deadline(check.Limits.Timeout, _time, cancellation);
        return check.Retries is { } retries
            ? await new Retrying((again, own) => ObserveAsync(again, null, own), WaitAsync).ObserveAsync(check, retries, deadline).ConfigureAwait(false)
            : await ObserveAsync(check, null, deadline).ConfigureAwait(false);
    }

    /// <param name="check">The check.</param>
    /// <param name="known">The one address to run it at, or <c>null</c> when they are still to be found.</param>
    /// <param name="deadline">The run's clock.</param>
    private async ValueTask<Observation> ObserveAsync(TcpCheck check, Resolution? known, Deadline deadline)
    {
        Transport transport = TransportFor(deadline);
        try
        {
            Resolution resolution = known ?? await new Resolver(check, transport, deadline).ResolveAsync().ConfigureAwait(false);
            if (known is null && check.AllAddresses is not null && resolution.Failure is null)
            {
                return await new AllAddresses(check, (its, own) => ObserveAsync(check, its, own), Blocks)
                    .ObserveAsync(resolution, deadline).ConfigureAwait(false);
            }

            using var run = new Run(check, resolution, transport, deadline, _trust);
            return await run.ObserveAsync().ConfigureAwait(false);
        }
        finally
        {
            transport.Dispose();
            await transport.LeaveLoopAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask WaitAsync(TimeSpan duration, Deadline deadline)
    {
        using Transport transport = TransportFor(deadline);
        await transport.WaitAsync(duration).ConfigureAwait(false);
    }

    private Transport TransportFor(Deadline deadline)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new SocketTransport(deadline, _time);
        }

        if (OneShotOnly)
        {
            return new BlockingTransport(deadline);
        }

        return _kind switch
        {
            TransportKind.Blocking => new BlockingTransport(deadline),
            TransportKind.Epoll => new EpollTransport(deadline, _time),
            _ => new SocketTransport(deadline, _time),
        };
    }
}
