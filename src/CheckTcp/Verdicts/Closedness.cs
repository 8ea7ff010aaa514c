using CheckTcp.Checks;
using CheckTcp.Probing;

namespace CheckTcp.Verdicts;

/// <summary>Whether nobody listens, and what else it may be.</summary>
internal static class Closedness
{
    /// <summary>An open port answers sooner than this nearly everywhere; a deadline that passed before it says nothing of the port.</summary>
    private static readonly TimeSpan SilenceThatTells = TimeSpan.FromMilliseconds(100);

    /// <summary>Nobody answered at any address. A name without addresses, a fault of this machine, or silence that was hardly listened to
    /// proves nothing; and of a port behind a proxy, only the proxy's word that it refused.</summary>
    public static bool IsProved(TcpCheck check, Observation seen) =>
        check.Route.Proxy is not null
            ? seen.Failure is { Phase: Phase.Proxy, Cause: FailureCause.Refused }
            : IsUnconnected(seen) && seen.Attempts.All(attempt => check.ClosedBy == ClosedBy.Refused ? IsRefused(attempt) : IsShut(attempt));

    /// <summary>Whether somebody listens.</summary>
    public static bool IsOpen(Observation seen) => seen.Failure is null or { Cause: FailureCause.Open };

    /// <summary>Whether every address refused: one that is silent may be open.</summary>
    public static bool IsRefused(Observation seen) =>
        seen.Failure is { Cause: FailureCause.Refused } && seen.Attempts.All(attempt => attempt.Failure is { Cause: FailureCause.Refused });

    /// <summary>Whether the port may be open for others: something on the way swallows what is sent there, and that was not to count.</summary>
    public static bool IsFiltered(TcpCheck check, Observation seen) =>
        check.ClosedBy == ClosedBy.Refused && check.Route.Proxy is null && IsUnconnected(seen) && seen.Attempts.All(IsShut)
        && !seen.Attempts.All(IsRefused);

    private static bool IsUnconnected(Observation seen) => seen.Failure?.Phase == Phase.Connect && !seen.Attempts.IsEmpty;

    private static bool IsShut(AddressAttempt attempt) => IsRefused(attempt) || attempt.Failure?.Cause switch
    {
        FailureCause.Unreachable => true,
        FailureCause.TimedOut => attempt.Duration >= SilenceThatTells,
        _ => false,
    };

    /// <summary>The target itself, or its kernel, has said that there is nobody.</summary>
    private static bool IsRefused(AddressAttempt attempt) =>
        attempt.Failure?.Cause is FailureCause.Refused or FailureCause.Reset or FailureCause.NoSuchSocket;
}
