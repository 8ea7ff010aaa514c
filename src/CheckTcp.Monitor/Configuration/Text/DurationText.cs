using System.Globalization;

namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>Durations of the configuration, and what to say about those that are none.</summary>
internal static class DurationText
{
    /// <summary>The shortest interval, where short ones are allowed.</summary>
    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    private const long NanosecondsInMinute = 60_000_000_000;
    private const long NanosecondsInTick = 100;

    /// <summary>Minutes as the agent has them: a whole number of them in 32 bits, else a Go duration of whole minutes; not
    /// negative.</summary>
    /// <returns>What is wrong and how to mend it, or <c>null</c>.</returns>
    public static string? ReadMinutes(string text, out TimeSpan duration) => Read(text, allowShort: false, out duration);

    /// <summary>An interval: minutes, and where short ones are allowed any duration from one second up.</summary>
    /// <returns>What is wrong and how to mend it, or <c>null</c>.</returns>
    public static string? ReadInterval(string text, bool allowShort, out TimeSpan duration)
    {
        string? fault = Read(text, allowShort, out duration);
        return fault is not null && !allowShort && IsInterval(text)
            ? $"{fault}; shorter steps need allow_short_intervals = true in [monitor]"
            : fault;
    }

    /// <summary>Minutes as a number of TOML.</summary>
    /// <returns>What is wrong and how to mend it, or <c>null</c>.</returns>
    public static string? ReadMinutes(long minutes, out TimeSpan duration)
    {
        duration = default;
        switch (minutes)
        {
            case < 0:
                return $"{minutes} is less than nothing; give minutes from 0 up";
            case > int.MaxValue:
                return $"{minutes} minutes are too many; give at most {int.MaxValue}";
            default:
                duration = TimeSpan.FromMinutes(minutes);
                return null;
        }
    }

    /// <summary>How long something is kept: a Go duration or one with days, at least a minute.</summary>
    /// <returns>What is wrong and how to mend it, or <c>null</c>.</returns>
    public static string? ReadRetention(string text, out TimeSpan duration)
    {
        duration = default;
        if (!GoDuration.TryParse(text, out long nanoseconds, withDays: true))
        {
            return $"\"{text}\" is no duration, or longer than 292 years; write one such as \"14d\" or \"36h\"";
        }

        duration = TimeSpan.FromTicks(nanoseconds / NanosecondsInTick);
        return duration < TimeSpan.FromMinutes(1) ? $"\"{text}\" is too short; keep at least a minute, such as \"14d\"" : null;
    }

    private static bool IsInterval(string text) =>
        GoDuration.TryParse(text, out long nanoseconds) && nanoseconds >= ShortestInterval.Ticks * NanosecondsInTick;

    private static string? Read(string text, bool allowShort, out TimeSpan duration)
    {
        duration = default;
        if (TryReadDigits(text, out Int128 minutes))
        {
            return ReadMinutes((long)Int128.Clamp(minutes, long.MinValue, long.MaxValue), out duration);
        }

        if (!GoDuration.TryParse(text, out long nanoseconds))
        {
            return $"\"{text}\" is no duration; write minutes such as 5, or \"10m\" or \"1h30m\"";
        }

        if (nanoseconds < 0)
        {
            return $"\"{text}\" is less than nothing; give minutes from 0 up";
        }

        duration = TimeSpan.FromTicks(nanoseconds / NanosecondsInTick);
        if (nanoseconds % NanosecondsInMinute == 0)
        {
            return null;
        }

        if (!allowShort)
        {
            return $"\"{text}\" is not a whole number of minutes; write minutes such as 5, or \"10m\" or \"1h30m\"";
        }

        return duration < ShortestInterval ? $"\"{text}\" is too short; the shortest interval is \"1s\"" : null;
    }

    /// <summary>A sign and ASCII digits: no blanks, no underscores, no <c>0x10</c>.</summary>
    private static bool TryReadDigits(string text, out Int128 number)
    {
        const int MostDigits = 30; // far beyond the range, and held by 128 bits
        ReadOnlySpan<char> digits = text is ['-' or '+', ..] ? text.AsSpan(1) : text;
        number = 0;
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        number = digits.Length > MostDigits ? Int128.MaxValue : Int128.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        number = text[0] == '-' ? -number : number;
        return true;
    }
}
