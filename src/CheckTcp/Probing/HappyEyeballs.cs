using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing;

/// <summary>Connects to the first of several addresses that answers (RFC 8305 section 5).</summary>
/// <remarks>An address gets a head start before the next one is tried beside it; one that fails makes way at once.</remarks>
internal sealed class HappyEyeballs(Transport transport, IReadOnlyList<EndPoint> endPoints, IPAddress? source, Deadline deadline)
{
    /// <summary>Head start of one address before the next is tried: the default of RFC 8305 section 8.</summary>
    public static readonly TimeSpan AttemptDelay = TimeSpan.FromMilliseconds(250);

    /// <summary>The kernel sends no SYN again before a second has passed (RFC 6298 section 2), so whatever is faster is not asked.</summary>
    public static readonly TimeSpan FirstRetransmission = TimeSpan.FromSeconds(0.9);

    private readonly Failure?[] _failures = new Failure?[endPoints.Count];
    private readonly TimeSpan[] _started = new TimeSpan[endPoints.Count];
    private readonly TimeSpan[] _lasted = new TimeSpan[endPoints.Count];
    private int _begun;
    private int _pending;
    private int _connected = -1;
    private int?[]? _retransmissions;

    /// <summary>What became of each address that was tried, or that the deadline left untried.</summary>
    public ImmutableArray<AddressAttempt> Attempts
    {
        get
        {
            var attempts = new AddressAttempt[_begun];
            for (int i = 0; i < attempts.Length; i++)
            {
                attempts[i] = new AddressAttempt(endPoints[i], _failures[i], i == _connected)
                {
                    Duration = _lasted[i],
                    Retransmissions = _retransmissions?[i],
                };
            }

            return ImmutableCollectionsMarshal.AsImmutableArray(attempts);
        }
    }

    /// <summary>Connects, and leaves the transport with the connection that was made.</summary>
    /// <returns><c>null</c>, or why no address could be connected to.</returns>
    public async ValueTask<Failure?> ConnectAsync()
    {
        try
        {
            Begin();
            while (_pending > 0)
            {
                TimeSpan patience = _begun < endPoints.Count ? AttemptDelay : System.Threading.Timeout.InfiniteTimeSpan;
                if (await transport.NextOutcomeAsync(patience).ConfigureAwait(false) is { } outcome && Settle(outcome))
                {
                    return null;
                }

                if (_begun < endPoints.Count)
                {
                    Begin();
                }
            }
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            FailPending();
        }

        return Summary();
    }

    private void Begin()
    {
        _started[_begun] = deadline.Elapsed;
        transport.BeginConnect(endPoints[_begun], source);
        _begun++;
        _pending++;
    }

    /// <returns>Whether this attempt is the one that connected.</returns>
    private bool Settle(ConnectOutcome outcome)
    {
        _pending--;
        NoteEnd(outcome.Attempt);
        if (outcome.Error == SocketError.Success)
        {
            _connected = outcome.Attempt;
            transport.Keep(outcome.Attempt);
            return true;
        }

        transport.Drop(outcome.Attempt);
        _failures[outcome.Attempt] = FailureOf(endPoints[outcome.Attempt], outcome);
        return false;
    }

    /// <summary>While the attempt is still there to be asked.</summary>
    private void NoteEnd(int attempt)
    {
        _lasted[attempt] = deadline.Elapsed - _started[attempt];
        if (_lasted[attempt] > FirstRetransmission)
        {
            _retransmissions ??= new int?[endPoints.Count];
            _retransmissions[attempt] = transport.Retransmissions(attempt);
        }
    }

    private Failure FailureOf(EndPoint endPoint, ConnectOutcome outcome) => outcome.SourceFailed
        ? ConnectFailures.OfSource(source!, endPoint, outcome.Error) with { Errno = outcome.ErrorNumber }
        : ConnectFailures.Of(endPoint, outcome);

    private void FailPending()
    {
        for (int i = 0; i < endPoints.Count; i++)
        {
            if (_failures[i] is null)
            {
                string subject = EndPointText.Of(endPoints[i]);
                _failures[i] = Failure.Of(Phase.Connect, FailureCause.TimedOut, subject, deadline.TimedOut);
                if (i < _begun)
                {
                    NoteEnd(i);
                }
            }
        }

        _begun = endPoints.Count;
    }

    /// <summary>One failure for all, the last that tells of the target: each address with its own reason, so that a dead family is not
    /// hidden.</summary>
    private Failure Summary()
    {
        Failure last = _failures.Take(_begun).LastOrDefault(failure => !failure!.NoRoute, _failures[_begun - 1])!;
        return _begun == 1 ? last : last with { Message = string.Join("; ", _failures.Take(_begun).Select(failure => failure!.Message)) };
    }
}
