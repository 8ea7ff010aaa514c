using System.Globalization;

namespace CheckTcp;

/// <summary>Durations in words.</summary>
public static class DurationWords
{
    /// <summary><c>1h30m</c>, <c>10m</c>, <c>1.5s</c>, <c>14d</c>.</summary>
    public static string Of(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0s";
        }

        TimeSpan length = duration.Duration();
        string seconds = length.Ticks % TimeSpan.TicksPerMinute is var rest && rest == 0
            ? ""
            : $"{((decimal)rest / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture)}s";
        return $"{(duration < TimeSpan.Zero ? "-" : "")}{Part(length.Days, "d")}{Part(length.Hours, "h")}{Part(length.Minutes, "m")}{seconds}";
    }

    private static string Part(int number, string unit) => number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
}
