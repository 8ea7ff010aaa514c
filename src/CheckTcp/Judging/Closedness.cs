using System.Collections.Immutable;
using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>Whether nobody listens, and what else it may be. Behind a proxy only the proxy's word that the target refused tells.</summary>
internal static class Closedness
{
    /// <summary>An open port answers sooner than this nearly everywhere; a deadline that passed before it says nothing of the port.</summary>
    private static readonly TimeSpan SilenceThatTells = TimeSpan.FromMilliseconds(100);

    /// <summary>Nobody answered at any address. A name without addresses, a fault of this machine, one that has no way there, or silence that was
    /// hardly listened to proves nothing.</summary>
    public static bool IsProved(TcpCheck check, Observation seen) =>
        check.Route.Proxy is not null ? IsRefused(check, seen)
        : IsUnconnected(seen) && Telling(seen).All(attempt => check.ClosedBy == ClosedBy.Refused ? IsRefused(attempt) : IsShut(attempt));

    /// <summary>Whether every address of the target refused (ECONNREFUSED), or its socket is not there: one that is silent may be open.</summary>
    public static bool IsRefused(TcpCheck check, Observation seen) =>
        check.Route.Proxy is not null
            ? seen.Failure is { Phase: Phase.Proxy, Cause: FailureCause.Refused }
            : IsUnconnected(seen) && Telling(seen).All(IsRefused);

    /// <summary>Whether somebody listens: also who resets a connection at once has made it first. A port where nobody does refuses
    /// (RFC 9293 section 3.10.7.1), which is another error.</summary>
    public static bool IsOpen(Observation seen) =>
        seen.Failure is null or { Cause: FailureCause.Open }
        || (IsUnconnected(seen) && seen.Attempts.Any(attempt => attempt.Failure?.Cause == FailureCause.Reset));

    /// <summary>Whether the port may be open for others: something on the way swallows what is sent there, and that was not to count.</summary>
    public static bool IsFiltered(TcpCheck check, Observation seen)
    {
        ImmutableArray<AddressAttempt> telling = Telling(seen);
        return check.ClosedBy == ClosedBy.Refused && check.Route.Proxy is null && IsUnconnected(seen) && telling.All(IsShut)
            && telling.Any(attempt => !IsRefused(attempt));
    }

    private static bool IsUnconnected(Observation seen) => seen.Failure?.Phase == Phase.Connect && !seen.Attempts.IsEmpty;

    /// <summary>An address to which this machine has no way says nothing of the port; if there is no other, nothing does.</summary>
    private static ImmutableArray<AddressAttempt> Telling(Observation seen)
    {
        ImmutableArray<AddressAttempt> reachable = seen.Attempts.RemoveAll(attempt => attempt.Failure?.NoRoute == true);
        return reachable.IsEmpty ? seen.Attempts : reachable;
    }

    private static bool IsShut(AddressAttempt attempt) => IsRefused(attempt) || attempt.Failure?.Cause switch
    {
        FailureCause.Unreachable => !attempt.Failure.NoRoute,
        FailureCause.TimedOut => attempt.Duration >= SilenceThatTells,
        _ => false,
    };

    /// <summary>The target itself, or its kernel, has said that there is nobody.</summary>
    private static bool IsRefused(AddressAttempt attempt) =>
        attempt.Failure?.Cause is FailureCause.Refused or FailureCause.NoSuchSocket;
}
