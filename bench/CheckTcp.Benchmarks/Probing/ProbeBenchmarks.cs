using BenchmarkDotNet.Attributes;
using CheckTcp.Patterns;

namespace CheckTcp.Benchmarks.Probing;

/// <summary>One whole check of a server on loopback, one after the other: connect, banner, pattern, quit, close.</summary>
/// <remarks>The server runs in the same process: what it takes and allocates for a client is in every figure alike.</remarks>
[MemoryDiagnoser]
public class ProbeBenchmarks : IDisposable
{
    private readonly Prober _blocking = Prober.ForOneShot();
    private readonly Prober _asynchronous = new();
    private BannerServer _server = null!;
    private PlainClient _plain = null!;
    private TcpCheck _check = null!;

    [GlobalSetup]
    public void Start()
    {
        _server = new BannerServer();
        _plain = new PlainClient(_server.Port);
        _check = new TcpCheck
        {
            Target = Target.Tcp("127.0.0.1", _server.Port),
            Steps = [new ExpectStep(Pattern.Parse("^220")), new QuitStep("QUIT\r\n"u8.ToArray())],
        };
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _server.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public void PlainSocket() => Require(_plain.Run());

    [Benchmark]
    public async Task PlainSocketAsync() => Require(await _plain.RunAsync(CancellationToken.None));

    [Benchmark]
    public async Task CheckBlocking() => Require(await SucceedsAsync(_blocking));

    [Benchmark]
    public async Task CheckAsync() => Require(await SucceedsAsync(_asynchronous));

    private async ValueTask<bool> SucceedsAsync(Prober prober) =>
        await prober.RunAsync(_check, CancellationToken.None) is { Failure: null };

    /// <summary>A dialogue that fails early would look fast.</summary>
    private static void Require(bool success)
    {
        if (!success)
        {
            throw new InvalidOperationException("The dialogue failed.");
        }
    }
}
