using System.Collections.Immutable;
using System.Diagnostics;
using CheckTcp.Patterns;

namespace CheckTcp.Throughput;

/// <summary>Many checks at once, each as a monitor runs it: observe, then judge.</summary>
/// <param name="port">The port of the server, the same at all addresses.</param>
/// <param name="addresses">How many addresses from 127.0.1.1 on the server listens at.</param>
internal sealed class Load(int port, int addresses)
{
    private static readonly Pattern Banner = Pattern.Parse("^220");

    private readonly Prober _prober = new();
    private readonly ImmutableArray<TcpCheck> _checks =
        [.. Enumerable.Range(1, addresses).Select(last => CheckOf(Target.Tcp($"127.0.1.{last}", port)))];

    private int _next;

    /// <summary>Keeps so many checks going for so long.</summary>
    /// <returns>How many there were; all went well.</returns>
    /// <exception cref="InvalidOperationException">One did not.</exception>
    public async Task<long> RunAsync(int atOnce, TimeSpan duration)
    {
        long begin = Stopwatch.GetTimestamp();
        long[] counts = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => Task.Run(() => RepeatAsync(begin, duration))));
        return counts.Sum();
    }

    private async Task<long> RepeatAsync(long begin, TimeSpan duration)
    {
        long count = 0;
        for (; Stopwatch.GetElapsedTime(begin) < duration; count++)
        {
            TcpCheck check = _checks[(int)((uint)Interlocked.Increment(ref _next) % _checks.Length)];
            Judgement result = Judgement.Of(check, await _prober.RunAsync(check, CancellationToken.None));
            if (result.Status != Status.Ok)
            {
                throw new InvalidOperationException($"A check failed: {result.Line}");
            }
        }

        return count;
    }

    private static TcpCheck CheckOf(Target target) => new()
    {
        Target = target,
        Steps = [new ExpectStep(Banner), new QuitStep("QUIT\r\n"u8.ToArray())],
    };
}
