using System.Collections.Immutable;
using CheckTcp.Checks;

namespace CheckTcp.Probing;

/// <summary>Makes one observation of those of single addresses. Pure.</summary>
internal static class AddressSummary
{
    /// <summary>When enough have passed, the time is that at which they had: of those that passed the first so many count, each phase as long
    /// as with the slowest of them. When not, all count.</summary>
    public static Observation Of(AddressQuorum quorum, ImmutableArray<AddressObservation> addresses)
    {
        Observation[] seen = [.. addresses.Select(address => address.Seen)];
        Observation[] passed = [.. seen.Where(its => its.Failure is null).OrderBy(its => its.ResponseTime)];
        int needed = quorum.Of(seen.Length);
        Observation[] counted = passed.Length >= needed ? passed[..needed] : [.. seen.OrderBy(its => its.ResponseTime)];
        Failure? failure = passed.Length >= needed ? null : FailureOf(seen, needed);
        Observation shown = failure is null ? counted[^1] : seen.FirstOrDefault(its => its.Failure is not null, counted[^1]);
        return shown with
        {
            Failure = failure,
            ResponseTime = counted[^1].ResponseTime,
            Phases = Longest(counted),
            Attempts = [.. seen.SelectMany(its => its.Attempts)],
            Addresses = addresses,
        };
    }

    /// <summary>The first one's, with the messages of all.</summary>
    private static Failure FailureOf(Observation[] seen, int needed)
    {
        Failure[] failures = [.. seen.Select(its => its.Failure).OfType<Failure>()];
        return failures.Length == 0
            ? new Failure(Phase.Resolve, FailureCause.TooFewAddresses, $"resolve: there are only {seen.Length} addresses, and {needed} have to pass")
            : failures[0] with { Message = string.Join("; ", failures.Select(failure => failure.Message)) };
    }

    private static PhaseTimings Longest(Observation[] seen) => new()
    {
        Resolve = seen.Max(its => its.Phases.Resolve),
        Connect = seen.Max(its => its.Phases.Connect),
        Proxy = seen.Max(its => its.Phases.Proxy),
        Tls = seen.Max(its => its.Phases.Tls),
        FirstByte = seen.Max(its => its.Phases.FirstByte),
        Dialogue = seen.Max(its => its.Phases.Dialogue),
    };
}
