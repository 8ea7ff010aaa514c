using CheckTcp.Monitor.Channels.Mackerel.Api;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>What keeps this host from being known, or up to date, at Mackerel.</summary>
/// <param name="Reason">One line, with the mend where there is one.</param>
internal sealed record HostProblem(string Reason)
{
    /// <summary>What can be done about the call that failed; <c>null</c> when it is our file.</summary>
    public ApiFailureKind? Kind { get; init; }

    /// <summary>Waiting does not help: a person has to mend it, so that the daemon does not start with it.</summary>
    public bool NeedsPerson { get; init; }

    /// <summary>How long the server asks us to wait.</summary>
    public TimeSpan RetryAfter { get; init; }

    /// <summary>A call failed. Only a bad key or a host that is gone keeps the daemon from starting: the configuration names both. Any other
    /// answer may be a fault of the server or of something on the way there, and checks go on without it.</summary>
    public static HostProblem Of(ApiFailure failure) => new(failure.Reason)
    {
        Kind = failure.Kind,
        NeedsPerson = failure.Kind is ApiFailureKind.Refused or ApiFailureKind.Missing,
        RetryAfter = failure.RetryAfter ?? TimeSpan.Zero,
    };
}
