using System.Collections.Immutable;
using System.Net;
using CheckTcp.Probing.Conversations;
using CheckTcp.Probing.Routes;
using CheckTcp.Probing.Tls;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing;

/// <summary>One run of a check, phase by phase; each leaves its mark on the observation and hands on only if it went well.</summary>
internal sealed class Run(TcpCheck check, Resolution resolution, Transport transport, Deadline deadline, TrustStore trust) : IDisposable
{
    private readonly Outgoing _outgoing = new(check.KeepsTranscript && !check.HideResponse ? new TranscriptWriter(deadline) : null);
    private TimeSpan? _connecting;
    private TimeSpan? _proxying;
    private TimeSpan? _securing;
    private TimeSpan? _conversing;
    private ImmutableArray<AddressAttempt> _attempts = [];
    private TlsSession? _tls;
    private Failure? _failure = resolution.Failure;
    private Conversation? _conversation;
    private TlsHandshake? _handshake;
    private TimeSpan? _end;

    private EndPoint ConnectedTo => _attempts.First(attempt => attempt.Connected).EndPoint;

    private string Peer => EndPointText.Of(resolution.Beyond ?? ConnectedTo);

    /// <summary>Runs the phases until one fails.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<Observation> ObserveAsync()
    {
        if (_failure is null && await ConnectAsync().ConfigureAwait(false) && await PassAsync().ConfigureAwait(false))
        {
            await UseConnectionAsync().ConfigureAwait(false);
        }

        return new Observation
        {
            Failure = _failure,
            ResponseTime = (_end ?? deadline.Elapsed) - (_conversation?.Incoming.Listened ?? TimeSpan.Zero),
            Phases = new PhaseTimings
            {
                Resolve = resolution.Took,
                Connect = _connecting,
                Proxy = _proxying,
                Tls = _securing,
                FirstByte = _conversation?.Incoming.FirstByte,
                Dialogue = _conversing,
            },
            Attempts = _attempts,
            Response = check.HideResponse ? default : _conversation?.Answer ?? default,
            BytesReceived = _conversation?.Incoming.Received ?? 0,
            BytesSent = _outgoing.Sent,
            Recorded = check.HideResponse ? [] : _conversation?.Recorded ?? [],
            Transcript = _conversation is null && _outgoing.Sent == 0 ? null : _outgoing.Transcript?.Of(check.Secrets),
            Tls = _tls,
        };
    }

    public void Dispose() => _handshake?.Dispose();

    private async ValueTask<bool> ConnectAsync()
    {
        TimeSpan start = deadline.Elapsed;
        var connector = new HappyEyeballs(transport, resolution.EndPoints, check.Route.Source, deadline);
        _failure = await connector.ConnectAsync().ConfigureAwait(false);
        _attempts = connector.Attempts;
        if (_failure is null)
        {
            _connecting = deadline.Elapsed - start;
        }
        else if (resolution.Beyond is not null)
        {
            _failure = _failure with { Message = $"proxy: {_failure.Message}" };
        }

        return _failure is null;
    }

    private ValueTask<bool> PassAsync() => ReferenceEquals(check.Route, Route.Direct) ? new(true) : OpenPassageAsync();

    private async ValueTask<bool> OpenPassageAsync()
    {
        var passage = new Passage(check, resolution.Beyond, transport, _outgoing, deadline);
        _failure = await passage.OpenAsync(ConnectedTo).ConfigureAwait(false);
        _proxying = passage.Asking;
        return _failure is null;
    }

    private async ValueTask UseConnectionAsync()
    {
        if (check.ExpectClosed)
        {
            _end = deadline.Elapsed;
            _failure = resolution.Beyond is null
                ? Failure.Of(Phase.Connect, FailureCause.Open, Peer)
                : Failure.Of(Phase.Proxy, FailureCause.Open, EndPointText.Of(ConnectedTo), $"{Peer} is {FailureWords.Of(FailureCause.Open)}");
            await CloseAsync(transport).ConfigureAwait(false);
        }
        else if (check.Tls is not { } settings)
        {
            await ConverseAsync(transport).ConfigureAwait(false);
        }
        else if (await SecureAsync(settings).ConfigureAwait(false))
        {
            await ConverseAsync(_handshake!.Channel).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> SecureAsync(TlsSettings settings)
    {
        if (_handshake is not null)
        {
            throw new InvalidOperationException("TLS has been started on this connection already.");
        }

        bool allowsLegacy = settings.AllowLegacy && trust.OwnsProcess && LegacyTls.IsAllowed; // first, for OpenSSL reads it once
        if ((settings.AllowLegacy && !allowsLegacy ? LegacyTls.Impossible : OpenSslLibrary.Error) is { } error)
        {
            _failure = Failure.Of(Phase.Tls, FailureCause.Local, Peer, error);
            return false;
        }

        await transport.StepAsideAsync().ConfigureAwait(false);
        _handshake = new TlsHandshake(transport, check.Target, settings, trust, deadline);
        TimeSpan start = deadline.Elapsed;
        try
        {
            if (await _handshake.RunAsync().ConfigureAwait(false) is { } fault)
            {
                _failure = Failure.Of(Phase.Tls, fault.Cause, Peer, fault.Words);
            }
            else
            {
                _outgoing.Transcript?.TlsBegins();
            }
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            _failure = ConnectionFault.Of(e, Phase.Tls, Peer, deadline, _handshake.Channel.PeerClosed);
        }

        _tls = _handshake.Session;
        _securing = deadline.Elapsed - start;
        return _failure is null;
    }

    private async ValueTask ConverseAsync(Channel channel)
    {
        TimeSpan start = deadline.Elapsed;
        TimeSpan securedBefore = _securing ?? TimeSpan.Zero;
        using var conversation = new Conversation(check, channel, transport, deadline, _outgoing);
        _conversation = conversation;
        try
        {
            await SpeakAsync(conversation).ConfigureAwait(false);
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            _failure = ConnectionFault.Of(e, conversation.Phase, Peer, deadline, conversation.Incoming.Channel.PeerClosed);
        }

        _end = deadline.Elapsed;
        _conversing = _end - conversation.Incoming.Listened - start - ((_securing ?? TimeSpan.Zero) - securedBefore);
        if (_failure is not null)
        {
            _failure = _failure with
            {
                Step = conversation.StepNumber,
                StepName = conversation.StepName,
                BytesReceived = conversation.Incoming.Received,
            };
            await LeaveAfterWrongAnswerAsync(conversation).ConfigureAwait(false);
        }
        else if (_handshake is null || await IsTakenAsync(_handshake).ConfigureAwait(false))
        {
            await CloseAsync(conversation.Incoming.Channel).ConfigureAwait(false);
        }
    }

    /// <summary>In order, where the check has a goodbye for that; it changes nothing about what was seen.</summary>
    private async ValueTask LeaveAfterWrongAnswerAsync(Conversation conversation)
    {
        if (_failure is not { Cause: FailureCause.Mismatch or FailureCause.Rejected, BytesReceived: > 0 })
        {
            return;
        }

        try
        {
            if (await conversation.QuitAfterWrongAnswerAsync().ConfigureAwait(false))
            {
                await conversation.Incoming.Channel.CloseAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            // The peer has left first, or the time is up.
        }
    }

    /// <summary>A server that refuses this side's certificate may say so when everything else has been said. The wait for it is no part of
    /// the response time.</summary>
    private async ValueTask<bool> IsTakenAsync(TlsHandshake handshake)
    {
        try
        {
            if (!await handshake.IsTakenAsync().ConfigureAwait(false))
            {
                _failure = Failure.Of(Phase.Tls, FailureCause.Closed, Peer);
            }
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            Failure fault = ConnectionFault.Of(e, Phase.Tls, Peer, deadline, peerClosed: false);
            _failure = fault.Cause == FailureCause.TimedOut ? null : fault;
        }

        return _failure is null;
    }

    /// <summary>Until the end of the steps, with TLS where one of them starts it.</summary>
    private async ValueTask SpeakAsync(Conversation conversation)
    {
        while (true)
        {
            StepOutcome outcome = await conversation.RunAsync().ConfigureAwait(false);
            if (outcome.Cause is { } cause)
            {
                _failure = Failure.Of(conversation.Phase, cause, Peer, outcome.Words);
                return;
            }

            if (conversation.StartsTls is not { } settings || !await SecureAsync(settings).ConfigureAwait(false))
            {
                return;
            }

            conversation.GoOnIn(_handshake!.Channel);
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
}
