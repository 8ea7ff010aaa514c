using System.Collections.Immutable;
using System.Globalization;
using CheckTcp.Checks;
using CheckTcp.Probing;

namespace CheckTcp.Verdicts;

/// <summary>Finds what was too slow in a run, and says so.</summary>
internal static class SlowPhases
{
    private const int FewestDecimals = 3; // as the response time has them
    private const int MostDecimals = 7; // those of a tick

    /// <summary>Everything that took longer than the threshold for this status, in the order of a run, the whole last.</summary>
    public static ImmutableArray<SlowPhase> Of(Thresholds thresholds, Status status, Observation seen)
    {
        (PhaseThresholds mayTake, TimeSpan? mayTakeInAll) = status == Status.Critical
            ? (thresholds.CriticalPhases, thresholds.Critical)
            : (thresholds.WarningPhases, thresholds.Warning);
        var slow = ImmutableArray.CreateBuilder<SlowPhase>();
        foreach (((string phase, TimeSpan? took), (_, TimeSpan? threshold)) in seen.Phases.InOrder().Zip(mayTake.InOrder()))
        {
            Add(slow, phase, took, threshold);
        }

        Add(slow, SlowPhase.Total, seen.ResponseTime, mayTakeInAll);
        return slow.ToImmutable();
    }

    /// <summary><c>connect took 0.120 seconds, more than 0.1; tls took 0.400 seconds, more than 0.3</c>; empty when it was the whole alone,
    /// for the response time stands in the line anyway.</summary>
    public static string Words(ImmutableArray<SlowPhase> slow) =>
        string.Join("; ", slow.Where(phase => phase.Phase != SlowPhase.Total).Select(Words));

    /// <summary>The same with the whole, <c>total took 0.512 seconds, more than 0.5</c>, for a line that does not tell it.</summary>
    public static string WordsOfAll(ImmutableArray<SlowPhase> slow) => string.Join("; ", slow.Select(Words));

    private static string Words(SlowPhase slow) => string.Create(
        CultureInfo.InvariantCulture, $"{slow.Phase} took {TimeThatShowsIt(slow)} seconds, more than {slow.Threshold.TotalSeconds:0.#######}");

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

    private static void Add(ImmutableArray<SlowPhase>.Builder slow, string phase, TimeSpan? took, TimeSpan? threshold)
    {
        if (took > threshold)
        {
            slow.Add(new SlowPhase(phase, took!.Value, threshold!.Value));
        }
    }
}
