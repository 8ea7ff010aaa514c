using System.Diagnostics;

namespace CheckTcp.Benchmarks.History;

/// <summary>Wall and processor time of what is done again and again, and its longest single turn.</summary>
internal sealed class Stage
{
    private readonly Stopwatch _wall = new();
    private TimeSpan _processor;

    public TimeSpan Wall => _wall.Elapsed;

    /// <summary>Of all threads of this process, the collector's included.</summary>
    public TimeSpan Processor => _processor;

    /// <summary>By the wall clock, which others' work on the machine makes longer.</summary>
    public TimeSpan Longest { get; private set; }

    public TimeSpan LongestProcessor { get; private set; }

    public int Turns { get; private set; }

    public T Run<T>(Func<T> work)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        TimeSpan before = _wall.Elapsed;
        _wall.Start();
        T result = work();
        _wall.Stop();
        TimeSpan used = Environment.CpuUsage.TotalTime - processor;
        _processor += used;
        LongestProcessor = used > LongestProcessor ? used : LongestProcessor;
        TimeSpan turn = _wall.Elapsed - before;
        Longest = turn > Longest ? turn : Longest;
        Turns++;
        return result;
    }

    public void Run(Action work) => Run(() =>
    {
        work();
        return true;
    });

    /// <summary>What it took for each million of something.</summary>
    public string PerMillion(long count) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{count / Wall.TotalSeconds,11:N0} a second, {Processor.TotalSeconds * 1e6 / count:F2} CPU-s "
        + $"and {Wall.TotalSeconds * 1e6 / count:F2} s a million, "
        + $"longest of {Turns} turns {Longest.TotalMilliseconds:F0} ms, {LongestProcessor.TotalMilliseconds:F0} of the processor");
}
