namespace CheckTcp.Probing.Transports;

/// <summary>A wait in the unit of timers and of poll(2).</summary>
internal static class WholeMilliseconds
{
    /// <summary>Rounded up, so that a wait is never over before its time.</summary>
    public static TimeSpan Of(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds));
}
