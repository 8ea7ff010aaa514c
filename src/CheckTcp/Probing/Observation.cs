using System.Collections.Immutable;
using System.Net;

namespace CheckTcp.Probing;

/// <summary>What one run saw. A verdict is judged from it and the check alone.</summary>
public sealed record Observation
{
    /// <summary>Why the run failed, or <c>null</c> if every step went well. A check may want just that: a port that is closed.</summary>
    public Failure? Failure { get; init; }

    /// <summary>From the start of the run to the end of the dialogue, or to the failure.</summary>
    /// <value>Without the waits that the check asks for, and without the time in which the peer was only listened to in case that it
    /// had more to say.</value>
    public TimeSpan ResponseTime { get; init; }

    /// <summary>How long each phase took.</summary>
    public PhaseTimings Phases { get; init; } = new();

    /// <summary>What was seen of each address, in their order, where each is checked by itself (<see cref="TcpCheck.AllAddresses"/>);
    /// empty otherwise.</summary>
    /// <remarks>The other members then tell of the whole. When enough have passed (<see cref="Judgement.Passed"/> of each by itself),
    /// <see cref="ResponseTime"/> is the time at which they had, each of <see cref="Phases"/> the longest of those, the first to pass,
    /// and the rest, <see cref="Failure"/> included, what the last of them saw; <see cref="Tls"/> is the session of those that passed whose
    /// certificate, or one above it, expires first. Otherwise <see cref="Failure"/> is that of the first that did
    /// not pass with the messages of all that did not, and time and phases are the longest of all,
    /// and the session is that of all that expires first.</remarks>
    public ImmutableArray<AddressObservation> Addresses { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The runs that failed before this one, where the check is tried again (<see cref="TcpCheck.Retries"/>).</summary>
    public ImmutableArray<FailedAttempt> FailedAttempts { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The run after this one, which the deadline cut off, so that this one tells more; <c>null</c> (the default) for none.</summary>
    public FailedAttempt? CutOffAttempt { get; init; }

    /// <summary>Every address that was tried, in the order in which it was; with a proxy, the proxy's.</summary>
    public ImmutableArray<AddressAttempt> Attempts { get; init; } = [];

    /// <summary>The response as it came, in a dialogue of several the last one, up to <see cref="Limits.KeptResponseBytes"/>.</summary>
    public ReadOnlyMemory<byte> Response { get; init; }

    /// <summary>All bytes that came in the dialogue, those not kept included.</summary>
    public long BytesReceived { get; init; }

    /// <summary>All bytes that were sent to the target: the header of the PROXY protocol, and those of the dialogue, also where sending them
    /// all failed in the end. What is said to a proxy does not count.</summary>
    public long BytesSent { get; init; }

    /// <summary>The dialogue byte by byte, after the header of the PROXY protocol if one was sent, where the check asks for it; else
    /// <c>null</c>, and also when the run did not come to it. Of runs that were tried again, the last one's.</summary>
    public Transcript? Transcript { get; init; }

    /// <summary>What the dialogue recorded, in its order.</summary>
    public ImmutableArray<RecordedValue> Recorded { get; init; } = [];

    /// <summary>What TLS agreed on and whom it met, or <c>null</c> without TLS or when the handshake did not get so far.</summary>
    public TlsSession? Tls { get; init; }

    /// <summary>The address that answered, or <c>null</c> when none did.</summary>
    public EndPoint? ConnectedTo
    {
        get
        {
            foreach (AddressAttempt attempt in Attempts)
            {
                if (attempt.Connected)
                {
                    return attempt.EndPoint;
                }
            }

            return null;
        }
    }
}
