using System.Collections.Immutable;

namespace CheckTcp;

/// <summary>One thing to watch: a target, a dialogue, limits and thresholds, under a name.</summary>
/// <remarks>Immutable and valid by construction; it may be run any number of times, also at the same time.</remarks>
public sealed record TcpCheck
{
    /// <summary>First word of the report: <c>TCP</c>, or the service in capitals.</summary>
    public string Name { get; init; } = "TCP";

    /// <summary>Where to connect.</summary>
    public required Target Target { get; init; }

    /// <summary>The way to the target; <see cref="Route.Direct"/> unless given.</summary>
    public Route Route { get; init; } = Route.Direct;

    /// <summary>Has each address of the target checked by itself, and tells how many have to pass.</summary>
    /// <value><c>null</c> (the default): one that can be connected to is enough, and the others are not spoken with.</value>
    public AddressQuorum? AllAddresses { get; init; }

    /// <summary>TLS right after the connection stands, or <c>null</c> (the default) for none.</summary>
    /// <exception cref="ArgumentException">The oldest version to speak is newer than the newest.</exception>
    public TlsSettings? Tls
    {
        get;
        init
        {
            value?.ThrowIfImpossible(nameof(value));
            field = value;
        }
    }

    /// <summary>What is said, in order; empty by default: to connect is enough.</summary>
    public ImmutableArray<Step> Steps { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Response times above which the check is no longer OK; none by default.</summary>
    public Thresholds Thresholds { get; init; } = Thresholds.None;

    /// <summary>Deadline and size; <see cref="Limits.Default"/> unless given.</summary>
    public Limits Limits { get; init; } = Limits.Default;

    /// <summary>Whether a run keeps every byte of its dialogue (<see cref="Probing.Observation.Transcript"/>); <c>false</c> by default.</summary>
    public bool KeepsTranscript { get; init; }

    /// <summary>Texts that reports do not show; none by default.</summary>
    public Secrets Secrets { get; init; } = Secrets.None;

    /// <summary>The check passes when nobody listens: only the connection is tried, neither TLS nor the dialogue.</summary>
    public bool ExpectClosed { get; init; }

    /// <summary>What proves that nobody listens, where that is expected; <see cref="ClosedBy.Any"/> by default.</summary>
    public ClosedBy ClosedBy { get; init; }

    /// <summary>How a run that fails is tried again; <c>null</c> (the default) for not at all.</summary>
    public Retries? Retries { get; init; }

    /// <summary>The status of a run that failed: CRITICAL (the default) or WARNING.</summary>
    /// <exception cref="ArgumentOutOfRangeException">OK or UNKNOWN.</exception>
    public Status FailureStatus
    {
        get;
        init => field = value is Status.Warning or Status.Critical
            ? value
            : throw new ArgumentOutOfRangeException(nameof(FailureStatus), value, "A failure is WARNING or CRITICAL.");
    } = Status.Critical;

    /// <summary>The status when every address refuses the connection (ECONNREFUSED), or the Unix socket is not there.</summary>
    /// <value>OK, WARNING or CRITICAL; <c>null</c> (the default) for <see cref="FailureStatus"/>. Without meaning beside
    /// <see cref="ExpectClosed"/>.</value>
    /// <exception cref="ArgumentOutOfRangeException">UNKNOWN.</exception>
    public Status? RefusedStatus { get; init => field = Known(value); }

    /// <summary>The status when a response came that does not match, or that a <see cref="RejectStep"/> rejects; a time that
    /// <see cref="Thresholds"/> calls CRITICAL is that all the same, and the certificate thresholds count as in a run that passes. No response
    /// at all remains a failure as any other.</summary>
    /// <value>OK, WARNING or CRITICAL; <c>null</c> (the default) for <see cref="FailureStatus"/> whatever the response time.</value>
    /// <exception cref="ArgumentOutOfRangeException">UNKNOWN.</exception>
    public Status? MismatchStatus { get; init => field = Known(value); }

    /// <summary>Keeps what the server says out of every report and out of the observation: it may be secret, or spoil the tool that reads
    /// them.</summary>
    public bool HideResponse { get; init; }

    /// <summary>What each status is reported as, last of all; unchanged by default.</summary>
    public StatusMap StatusMap { get; init; } = StatusMap.Unchanged;

    private static Status? Known(Status? value) => value is not Status.Unknown
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A failure is OK, WARNING or CRITICAL.");
}
