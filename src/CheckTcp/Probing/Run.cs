using System.Collections.Immutable;
using System.Net;
using CheckTcp.Checks;
using CheckTcp.Probing.Tls;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing;

/// <summary>One run of a check, phase by phase; each leaves its mark on the observation and hands on only if it went well.</summary>
internal sealed class Run(TcpCheck check, Transport transport, Deadline deadline, TrustStore trust)
{
    private TimeSpan? _resolving;
    private TimeSpan? _connecting;
    private TimeSpan? _securing;
    private TimeSpan? _conversing;
    private ImmutableArray<AddressAttempt> _attempts = [];
    private TlsSession? _tls;
    private Failure? _failure;
    private Conversation? _conversation;
    private TimeSpan? _end;

    private string Peer => EndPointText.Of(_attempts.First(attempt => attempt.Connected).EndPoint);

    /// <summary>Runs the phases until one fails.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<Observation> ObserveAsync()
    {
        if (await ResolveAsync().ConfigureAwait(false) is { } endPoints && await ConnectAsync(endPoints).ConfigureAwait(false))
        {
            await UseConnectionAsync().ConfigureAwait(false);
        }

        return new Observation
        {
            Failure = _failure,
            ResponseTime = (_end ?? deadline.Elapsed) - (_conversation?.Listened ?? TimeSpan.Zero),
            Phases = new PhaseTimings
            {
                Resolve = _resolving,
                Connect = _connecting,
                Tls = _securing,
                FirstByte = _conversation?.FirstByte,
                Dialogue = _conversing,
            },
            Attempts = _attempts,
            Response = _conversation?.Response ?? default,
            BytesReceived = _conversation?.BytesReceived ?? 0,
            BytesSent = _conversation?.BytesSent ?? 0,
            Tls = _tls,
        };
    }

    private async ValueTask<IReadOnlyList<EndPoint>?> ResolveAsync()
    {
        Target target = check.Target;
        if (target.SocketPath is { } path)
        {
            return [new UnixEndPoint(path)];
        }

        if (TargetAddresses.TryWithoutLookup(target, out IReadOnlyList<EndPoint>? endPoints))
        {
            return endPoints;
        }

        TimeSpan start = deadline.Elapsed;
        try
        {
            IPAddress[] addresses = await transport
                .ResolveAsync(target.Host!, AddressOrder.FamilyOf(target.Families)).ConfigureAwait(false);
            _resolving = deadline.Elapsed - start;
            return TargetAddresses.Of(addresses, target.Port!.Value);
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            _failure = ConnectionFault.Of(e, Phase.Resolve, target.Host!, deadline, peerClosed: false);
        }

        return null;
    }

    private async ValueTask<bool> ConnectAsync(IReadOnlyList<EndPoint> endPoints)
    {
        TimeSpan start = deadline.Elapsed;
        var connector = new HappyEyeballs(transport, endPoints, deadline);
        _failure = await connector.ConnectAsync().ConfigureAwait(false);
        _attempts = connector.Attempts;
        if (_failure is null)
        {
            _connecting = deadline.Elapsed - start;
        }

        return _failure is null;
    }

    private ValueTask UseConnectionAsync() =>
        check.ExpectClosed ? CloseAsync(transport)
        : check.Tls is { } settings ? ConverseUnderTlsAsync(settings)
        : ConverseAsync(transport);

    private async ValueTask ConverseUnderTlsAsync(TlsSettings settings)
    {
        if (OpenSslLibrary.IsMissing)
        {
            _failure = Failure.Of(Phase.Tls, FailureCause.Local, Peer, "OpenSSL cannot be loaded here; install libssl.so.3");
            return;
        }

        await transport.StepAsideAsync().ConfigureAwait(false);
        using var handshake = new TlsHandshake(transport, check.Target, settings, trust, deadline);
        if (await SecureAsync(handshake).ConfigureAwait(false))
        {
            await ConverseAsync(handshake.Channel).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> SecureAsync(TlsHandshake handshake)
    {
        TimeSpan start = deadline.Elapsed;
        try
        {
            if (await handshake.RunAsync().ConfigureAwait(false) is { } fault)
            {
                _failure = Failure.Of(Phase.Tls, fault.Cause, Peer, fault.Words);
            }
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            _failure = ConnectionFault.Of(e, Phase.Tls, Peer, deadline, handshake.Channel.PeerClosed);
        }

        _tls = handshake.Session;
        _securing = deadline.Elapsed - start;
        return _failure is null;
    }

    private async ValueTask ConverseAsync(Channel channel)
    {
        TimeSpan start = deadline.Elapsed;
        using var conversation = new Conversation(channel, transport, check.Limits, deadline);
        _conversation = conversation;
        try
        {
            if (!await conversation.RunAsync(check.Steps).ConfigureAwait(false))
            {
                Fail(conversation, new Failure(Phase.Expect, FailureCause.Mismatch, $"receive from {Peer}: the response does not match"));
            }
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            Fail(conversation, ConnectionFault.Of(e, conversation.Phase, Peer, deadline, channel.PeerClosed));
        }

        _end = deadline.Elapsed;
        _conversing = _end - conversation.Listened - start;
        if (_failure is null)
        {
            await CloseAsync(channel).ConfigureAwait(false);
        }
    }

    private void Fail(Conversation conversation, Failure failure) =>
        _failure = failure with { Step = conversation.StepNumber, BytesReceived = conversation.BytesReceived };

    /// <summary>All has been said: whether the peer still hears the goodbye changes nothing about what was seen.</summary>
    private static async ValueTask CloseAsync(Channel channel)
    {
        try
        {
            await channel.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            // The peer has cut the connection first, or the deadline has passed: disposing resets what is left.
        }
    }
}
