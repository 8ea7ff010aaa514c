using System.Net;
using CheckTcp.Checks;
using CheckTcp.Probing.Tls;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing;

/// <summary>One run of a check, phase by phase; each leaves its mark on the observation and hands on only if it went well.</summary>
internal sealed class Run(TcpCheck check, Transport transport, Deadline deadline, TrustStore trust)
{
    private Observation _seen = new();
    private TimeSpan _listened;
    private TimeSpan? _end;

    private string Peer => EndPointText.Of(_seen.ConnectedTo!);

    /// <summary>Runs the phases until one fails.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<Observation> ObserveAsync()
    {
        if (await ResolveAsync().ConfigureAwait(false) is { } endPoints && await ConnectAsync(endPoints).ConfigureAwait(false))
        {
            await UseConnectionAsync().ConfigureAwait(false);
        }

        return _seen with { ResponseTime = (_end ?? deadline.Elapsed) - _listened };
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
            _seen = _seen with { Phases = _seen.Phases with { Resolve = deadline.Elapsed - start } };
            return TargetAddresses.Of(addresses, target.Port!.Value);
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            Fail(ConnectionFault.Of(e, Phase.Resolve, target.Host!, deadline, peerClosed: false));
        }

        return null;
    }

    private async ValueTask<bool> ConnectAsync(IReadOnlyList<EndPoint> endPoints)
    {
        TimeSpan start = deadline.Elapsed;
        var connector = new HappyEyeballs(transport, endPoints, deadline);
        Failure? failure = await connector.ConnectAsync().ConfigureAwait(false);
        _seen = _seen with
        {
            Attempts = connector.Attempts,
            Failure = failure,
            Phases = _seen.Phases with { Connect = failure is null ? deadline.Elapsed - start : null },
        };
        return failure is null;
    }

    private async ValueTask UseConnectionAsync()
    {
        if (check.ExpectClosed)
        {
            await CloseAsync(transport).ConfigureAwait(false);
            return;
        }

        if (check.Tls is null)
        {
            await ConverseAsync(transport).ConfigureAwait(false);
            return;
        }

        if (OpenSslLibrary.IsMissing)
        {
            Fail(Failure.Of(Phase.Tls, FailureCause.Local, Peer, "OpenSSL cannot be loaded here; install libssl.so.3"));
            return;
        }

        using var handshake = new TlsHandshake(transport, check.Target, check.Tls, trust);
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
                Fail(Failure.Of(Phase.Tls, fault.Cause, Peer, fault.Words));
            }
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            Fail(ConnectionFault.Of(e, Phase.Tls, Peer, deadline, handshake.Channel.PeerClosed));
        }

        _seen = _seen with { Tls = handshake.Session, Phases = _seen.Phases with { Tls = deadline.Elapsed - start } };
        return _seen.Failure is null;
    }

    private async ValueTask ConverseAsync(Channel channel)
    {
        TimeSpan start = deadline.Elapsed;
        using var conversation = new Conversation(channel, transport, check.Limits, deadline);
        try
        {
            if (!await conversation.RunAsync(check.Steps).ConfigureAwait(false))
            {
                Fail(new Failure(Phase.Expect, FailureCause.Mismatch, $"receive from {Peer}: the response does not match"));
            }
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            Fail(ConnectionFault.Of(e, conversation.Phase, Peer, deadline, channel.PeerClosed));
        }

        _end = deadline.Elapsed;
        _listened = conversation.Listened;
        _seen = _seen with
        {
            Response = conversation.Response,
            BytesReceived = conversation.BytesReceived,
            BytesSent = conversation.BytesSent,
            Phases = _seen.Phases with { FirstByte = conversation.FirstByte, Dialogue = _end - _listened - start },
        };
        if (_seen.Failure is null)
        {
            await CloseAsync(channel).ConfigureAwait(false);
        }
    }

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

    private void Fail(Failure failure) => _seen = _seen with { Failure = failure };
}
