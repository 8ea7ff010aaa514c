using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CheckTcp.Monitor.Scheduling;

/// <summary>When a check is due: at fixed moments of the wall clock, one interval apart, so that it never drifts.</summary>
/// <param name="Interval">From one moment to the next.</param>
/// <param name="Phase">From the Unix epoch to the first moment; less than the interval.</param>
internal readonly record struct Cadence(TimeSpan Interval, TimeSpan Phase)
{
    /// <summary>The cadence of a check. Its phase comes from a hash of its name: checks spread evenly over the interval without any stagger,
    /// and each keeps its moments over restarts and on any machine.</summary>
    public static Cadence Of(string name, TimeSpan interval)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        ulong milliseconds = BinaryPrimitives.ReadUInt64LittleEndian(hash) % (ulong)interval.TotalMilliseconds;
        return new Cadence(interval, TimeSpan.FromMilliseconds(milliseconds));
    }

    /// <summary>The first moment after this one.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset time) => DateTimeOffset.UnixEpoch + Phase + ((SlotOf(time) + 1) * Interval);

    /// <summary>How many moments lie after the first time and not after the second.</summary>
    public long MomentsBetween(DateTimeOffset after, DateTimeOffset upTo) => Math.Max(0, SlotOf(upTo) - SlotOf(after));

    private long SlotOf(DateTimeOffset time)
    {
        long ticks = (time - DateTimeOffset.UnixEpoch - Phase).Ticks;
        return ticks >= 0 ? ticks / Interval.Ticks : ((ticks + 1) / Interval.Ticks) - 1;
    }
}
