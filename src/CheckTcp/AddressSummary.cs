using System.Collections.Immutable;
using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>Makes one observation of those of single addresses. Pure.</summary>
internal static class AddressSummary
{
    /// <summary>When enough have passed, the time is that at which they had: of those that passed the first so many count, each phase as long
    /// as with the slowest of them, and what else is told is what the last of them saw, but of TLS the session that expires first of
    /// all that passed. When not, all count, and the first that did not pass is told.</summary>
    public static Observation Of(TcpCheck check, ImmutableArray<AddressObservation> addresses)
    {
        Observation[] seen = [.. addresses.Select(address => address.Seen)];
        ILookup<bool, Observation> byFate = seen.ToLookup(its => Passing.Is(check, its));
        Observation[] passed = [.. byFate[true].OrderBy(its => its.ResponseTime)];
        int needed = check.AllAddresses!.Of(seen.Length);
        bool isEnough = passed.Length >= needed;
        Observation[] counted = isEnough ? passed[..needed] : [.. seen.OrderBy(its => its.ResponseTime)];
        Observation shown = isEnough ? counted[^1] : byFate[false].FirstOrDefault(counted[^1]);
        return shown with
        {
            Failure = isEnough ? shown.Failure : FailureOf(byFate[false], seen.Length, needed),
            ResponseTime = counted[^1].ResponseTime,
            Phases = Longest(counted),
            Tls = FirstToExpire(isEnough ? byFate[true] : seen),
            Attempts = [.. seen.SelectMany(its => its.Attempts)],
            Addresses = addresses,
        };
    }

    /// <summary>The first one's, with the messages of all that did not pass.</summary>
    private static Failure FailureOf(IEnumerable<Observation> others, int addresses, int needed)
    {
        Failure[] failures = [.. others.Select(its => its.Failure).OfType<Failure>()];
        return failures.Length == 0
            ? new Failure(Phase.Resolve, FailureCause.TooFewAddresses, $"resolve: there are only {addresses} addresses, and {needed} have to pass")
            : failures[0] with { Message = string.Join("; ", failures.Select(failure => failure.Message)) };
    }

    /// <summary>The session whose certificate, or one above it, expires first; of several the first in the order of the addresses, so
    /// that it does not change with their speed.</summary>
    private static TlsSession? FirstToExpire(IEnumerable<Observation> seen) => seen.Select(its => its.Tls).OfType<TlsSession>().MinBy(
        session => CertificateFacts.Of(session) is { } servers ? CertificateFacts.OfFirstToExpire(session, servers).NotAfter : DateTimeOffset.MaxValue);

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
