using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Storage.Sqlite.Packing;

/// <summary>A result as it is stored: figures alone.</summary>
/// <param name="At">When the run began, in milliseconds since 1970. Within one check it tells results apart.</param>
/// <param name="Status">How it came out.</param>
/// <param name="Duration">How long the run took, in microseconds.</param>
/// <param name="Response">The response time that the check measured, in microseconds, or <see cref="Absent"/>.</param>
/// <param name="Resolve">Phases in microseconds, or <see cref="Absent"/>.</param>
/// <param name="Connect"><inheritdoc cref="Resolve" path="/param[@name='Resolve']"/></param>
/// <param name="Proxy"><inheritdoc cref="Resolve" path="/param[@name='Resolve']"/></param>
/// <param name="Tls"><inheritdoc cref="Resolve" path="/param[@name='Resolve']"/></param>
/// <param name="FirstByte"><inheritdoc cref="Resolve" path="/param[@name='Resolve']"/></param>
/// <param name="Dialogue"><inheritdoc cref="Resolve" path="/param[@name='Resolve']"/></param>
/// <param name="Text">The number of its message and diagnosis; 0 where none was kept.</param>
internal readonly record struct StoredResult(
    long At, Status Status, uint Duration, uint Response, uint Resolve, uint Connect, uint Proxy, uint Tls, uint FirstByte, uint Dialogue,
    long Text)
{
    /// <summary>There is no such figure.</summary>
    public const uint Absent = uint.MaxValue;

    /// <summary>What the rollups count: the response time, and for a child the duration of its run, in microseconds.</summary>
    public uint Figure => Response == Absent ? Duration : Response;

    public static StoredResult Of(Report report, long text) => new(
        Time(report.StartedAt),
        report.Status,
        Microseconds(report.Duration),
        Microseconds(report.ResponseTime),
        Microseconds(report.Phases?.Resolve),
        Microseconds(report.Phases?.Connect),
        Microseconds(report.Phases?.Proxy),
        Microseconds(report.Phases?.Tls),
        Microseconds(report.Phases?.FirstByte),
        Microseconds(report.Phases?.Dialogue),
        text);

    /// <summary>The time of a result as it is stored; a clock that is out of all reason ends at 1970 or 2109.</summary>
    public static long Time(DateTimeOffset at) => Math.Clamp(at.ToUnixTimeMilliseconds(), 0, 1L << 42);

    /// <param name="check">The name of the check.</param>
    /// <param name="message">Its message, if it was kept.</param>
    /// <param name="diagnosis">Its diagnosis, if there is one.</param>
    public PastResult ToPast(string check, string? message, Diagnosis? diagnosis) => new(
        check, DateTimeOffset.FromUnixTimeMilliseconds(At), Span(Duration)!.Value, Status)
    {
        Message = message,
        Diagnosis = diagnosis,
        ResponseTime = Span(Response),
        Phases = (Resolve & Connect & Proxy & Tls & FirstByte & Dialogue) == Absent
            ? null
            : new PhaseTimings
            {
                Resolve = Span(Resolve),
                Connect = Span(Connect),
                Proxy = Span(Proxy),
                Tls = Span(Tls),
                FirstByte = Span(FirstByte),
                Dialogue = Span(Dialogue),
            },
    };

    /// <summary>71 minutes are the most that is told; no run is meant to take as long.</summary>
    private static uint Microseconds(TimeSpan? span) =>
        span is { } value ? (uint)Math.Clamp((long)value.TotalMicroseconds, 0, Absent - 1) : Absent;

    private static TimeSpan? Span(uint microseconds) =>
        microseconds == Absent ? null : TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
