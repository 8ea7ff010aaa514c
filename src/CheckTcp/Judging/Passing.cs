using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>The one rule of what a run came to, its speed and its certificates left aside: it passes when that is OK. Retries, the count of
/// addresses, metrics and reports all go by it.</summary>
internal static class Passing
{
    public static bool Is(TcpCheck check, Observation seen) => StatusOf(check, seen) == Status.Ok;

    /// <summary>The status that a run deserves for what happened. Where each address is checked by itself, it is OK when enough of them
    /// deserve that, else the worst that any of them deserves.</summary>
    public static Status StatusOf(TcpCheck check, Observation seen)
    {
        if (seen.Addresses.IsEmpty)
        {
            return OfOne(check, seen);
        }

        int needed = check.AllAddresses!.Of(seen.Addresses.Length);
        return Count(check, seen) >= needed ? Status.Ok
            : seen.Addresses.Length < needed ? check.FailureStatus
            : seen.Addresses.Max(address => OfOne(check, address.Seen));
    }

    /// <summary>How many of the addresses pass.</summary>
    public static int Count(TcpCheck check, Observation seen) => seen.Addresses.Count(address => Is(check, address.Seen));

    /// <summary>Whether it is an answer that the check wants: neither a closed port nor a refused handshake.</summary>
    public static bool WantsAnswer(TcpCheck check) => !check.ExpectClosed && RefusedHandshake.AlertExpectedBy(check) is null;

    /// <summary>Whether there is an answer that is judged for itself: the one that is wanted, or a wrong one where that has a status of its
    /// own.</summary>
    public static bool IsAnswered(TcpCheck check, Observation seen) =>
        WantsAnswer(check) && !AddressesFail(check, seen) && (seen.Failure is null || (check.MismatchStatus is not null && WrongAnswer.Is(seen)));

    /// <summary>Whether speed and certificate count: those of such an answer, and those of a refused handshake that is wanted. Any other run has
    /// failed, and that is told instead of them.</summary>
    public static bool IsMeasured(TcpCheck check, Observation seen) =>
        IsAnswered(check, seen) || (RefusedHandshake.AlertExpectedBy(check) is not null && Is(check, seen));

    /// <summary>Whether too few addresses pass, and one of the others has failed rather than answered wrongly.</summary>
    public static bool AddressesFail(TcpCheck check, Observation seen) =>
        !seen.Addresses.IsEmpty && !Is(check, seen)
        && seen.Addresses.Any(address => !Is(check, address.Seen) && !IsAnswered(check, address.Seen));

    private static Status OfOne(TcpCheck check, Observation seen)
    {
        if (check.ExpectClosed)
        {
            return Closedness.IsProved(check, seen) ? Status.Ok : check.FailureStatus;
        }

        if (RefusedHandshake.AlertExpectedBy(check) is { } expected && seen.Failure is null or { TlsAlert: not null })
        {
            return seen.Failure?.TlsAlert == expected ? Status.Ok : check.FailureStatus;
        }

        return seen.Failure is null ? Status.Ok
            : check.MismatchStatus is { } ofMismatch && WrongAnswer.Is(seen) ? ofMismatch
            : check.RefusedStatus is { } ofRefusal && Closedness.IsRefused(check, seen) ? ofRefusal
            : check.FailureStatus;
    }
}
