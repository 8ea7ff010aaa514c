using System.Collections.Immutable;
using System.Globalization;
using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>Finds what was too slow in a run, and says so.</summary>
internal static class SlowPhases
{
    private const string Connect = "connect";
    private const int FewestDecimals = 3; // as the response time has them
    private const int MostDecimals = 7; // those of a tick

    /// <summary>Everything that took longer than the threshold for this status, in the order of a run, the whole last.</summary>
    public static ImmutableArray<SlowPhase> Of(Thresholds thresholds, Status status, Observation seen)
    {
        (PhaseThresholds mayTake, TimeSpan? mayTakeInAll) = status == Status.Critical
            ? (thresholds.CriticalPhases, thresholds.Critical)
            : (thresholds.WarningPhases, thresholds.Warning);
        var slow = ImmutableArray.CreateBuilder<SlowPhase>();
        foreach ((string phase, TimeSpan? threshold) in mayTake.InOrder().Append((SlowPhase.Total, mayTakeInAll)))
        {
            if (Took(seen, phase) is { } took && took > threshold)
            {
                slow.Add(Of(phase, took, threshold.Value, seen));
            }
        }

        return slow.ToImmutable();
    }

    /// <summary><c>connect took 1.022 seconds, more than 0.5, after 1 SYN retransmission; tls took 0.400 seconds, more than 0.3</c>; empty
    /// when there is nothing to tell.</summary>
    /// <param name="slow">What was slow.</param>
    /// <param name="tellsTotal">Whether the whole is told in any case. It is otherwise only when the words say more of it than the
    /// response time, which then stands in the line anyway.</param>
    public static string Words(ImmutableArray<SlowPhase> slow, bool tellsTotal)
    {
        bool isExplained = slow.Any(phase => phase.Phase == Connect);
        return string.Join("; ", slow
            .Where(phase => tellsTotal || phase.Phase != SlowPhase.Total || phase.Address is not null || (phase.Retransmissions is not null && !isExplained))
            .Select(Words));
    }

    /// <summary><c>2 SYN retransmissions</c>.</summary>
    public static string Retransmissions(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} SYN {(count == 1 ? "retransmission" : "retransmissions")}");

    private static SlowPhase Of(string phase, TimeSpan took, TimeSpan threshold, Observation seen)
    {
        AddressObservation? slowest = seen.Addresses.FirstOrDefault(address => Took(address.Seen, phase) == took);
        AddressAttempt? connected = (slowest?.Seen ?? seen).Attempts.FirstOrDefault(attempt => attempt.Connected);
        return new SlowPhase(phase, took, threshold)
        {
            Address = slowest is null ? null : Display.Escape(EndPointText.Of(slowest.EndPoint)),
            Retransmissions = phase is Connect or SlowPhase.Total && connected?.Retransmissions is > 0 and var count ? count : null,
        };
    }

    private static TimeSpan? Took(Observation seen, string phase) =>
        phase == SlowPhase.Total ? seen.ResponseTime : seen.Phases.InOrder().First(timing => timing.Phase == phase).Took;

    private static string Words(SlowPhase slow)
    {
        string at = slow.Address is { } address ? $" at {address}" : "";
        string after = slow.Retransmissions is { } count ? $", after {Retransmissions(count)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{slow.Phase}{at} took {TimeThatShowsIt(slow)} seconds, more than {slow.Threshold.TotalSeconds:0.#######}{after}");
    }

    /// <summary>"0.100 seconds, more than 0.1" would look like a mistake, so there are as many decimals as it takes.</summary>
    private static string TimeThatShowsIt(SlowPhase slow)
    {
        // Of ticks, which decimals hold exactly.
        decimal took = (decimal)slow.Took.Ticks / TimeSpan.TicksPerSecond;
        decimal threshold = (decimal)slow.Threshold.Ticks / TimeSpan.TicksPerSecond;
        int decimals = FewestDecimals;
        while (decimals < MostDecimals && decimal.Round(took, decimals) <= threshold)
        {
            decimals++;
        }

        return took.ToString($"F{decimals}", CultureInfo.InvariantCulture);
    }
}
