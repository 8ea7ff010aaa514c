namespace CheckTcp.CommandLine;

/// <summary>Numbers of seconds, as the options give them, as times.</summary>
internal static class Seconds
{
    /// <summary>What is wrong with text that is no number.</summary>
    public const string Fault = "not a decimal number of seconds, such as 3 or 0.5";

    /// <summary>At least the smallest time there is: 0.000000001 is more than zero.</summary>
    public static TimeSpan ToTime(double seconds) => TimeSpan.FromTicks(Math.Max(1, (long)(seconds * TimeSpan.TicksPerSecond)));

    /// <summary>Zero, negative and NaN never fire, and neither does what lies beyond any deadline.</summary>
    public static TimeSpan? ToThreshold(double seconds) =>
        seconds > 0 && seconds <= Limits.MaxTimeout.TotalSeconds ? ToTime(seconds) : null;
}
