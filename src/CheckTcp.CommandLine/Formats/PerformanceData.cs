using System.Globalization;
using System.Text;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Formats;

/// <summary>Figures as Nagios' plugins add them to their line (Monitoring Plugins Development Guidelines, "Performance data"):
/// <c>label=value[unit];[warning];[critical];[minimum];[maximum]</c>, here in seconds to the microsecond.</summary>
internal static class PerformanceData
{
    /// <summary>The response time, with the timeout as its maximum, and the phases that the run came to, if asked for.</summary>
    /// <returns>Empty when the server did not answer: how long it took to fail is no response time.</returns>
    public static string Of(TcpCheck check, Observation seen, bool phases)
    {
        bool isWrong = WrongAnswer.Is(seen);
        if (check.ExpectClosed || (seen.Failure is not null && !isWrong))
        {
            return "";
        }

        var figures = new StringBuilder();
        Append(figures, "time", seen.ResponseTime, Shown(check.Thresholds.Warning, isWrong), Shown(check.Thresholds.Critical, isWrong), check.Limits.Timeout);
        if (phases)
        {
            AppendPhases(figures, seen.Phases, check.Thresholds.WarningPhases, check.Thresholds.CriticalPhases);
        }

        return figures.ToString();
    }

    /// <summary>How soon a wrong answer came counts for nothing, which the plugin in C tells by thresholds of zero.</summary>
    private static TimeSpan? Shown(TimeSpan? threshold, bool isWrong) => isWrong && threshold is not null ? TimeSpan.Zero : threshold;

    private static void AppendPhases(StringBuilder figures, PhaseTimings phases, PhaseThresholds warning, PhaseThresholds critical)
    {
        foreach (((string phase, TimeSpan? took), (_, TimeSpan? warns), (_, TimeSpan? alarms)) in phases.InOrder().Zip(warning.InOrder(), critical.InOrder()))
        {
            Append(figures, phase, took, warns, alarms);
        }
    }

    private static void Append(
        StringBuilder figures, string label, TimeSpan? took, TimeSpan? warning, TimeSpan? critical, TimeSpan? maximum = null)
    {
        if (took is { } time)
        {
            figures.Append(figures.Length > 0 ? " " : "").Append(
                CultureInfo.InvariantCulture,
                $"{label}={time.TotalSeconds:F6}s;{warning?.TotalSeconds:F6};{critical?.TotalSeconds:F6};{0.0:F6};{maximum?.TotalSeconds:F6}");
        }
    }
}
