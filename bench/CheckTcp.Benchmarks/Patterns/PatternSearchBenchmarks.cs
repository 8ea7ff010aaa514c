using System.Text;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using CheckTcp.Patterns;

namespace CheckTcp.Benchmarks.Patterns;

/// <summary>One search in the bytes that a server sent. .NET's has to decode them first, so that is its price, too.</summary>
[MemoryDiagnoser]
public class PatternSearchBenchmarks
{
    private Regex _nonBacktracking = null!;
    private Regex _backtracking = null!;
    private Pattern _pattern = null!;

    public static IEnumerable<Response> Responses => [Response.Banner, Response.Page, Response.PageInAnyCase];

    [ParamsSource(nameof(Responses))]
    public Response Response { get; set; } = null!;

    [GlobalSetup]
    public void Compile()
    {
        _nonBacktracking = new Regex(Response.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        _backtracking = new Regex(Response.Pattern, RegexOptions.CultureInvariant);
        _pattern = Pattern.Parse(Response.Pattern);
        if (!NonBacktracking() || !Backtracking() || Ours() != PatternState.Matched)
        {
            throw new InvalidOperationException($"{Response.Name}: all three have to match.");
        }
    }

    [Benchmark(Baseline = true)]
    public bool NonBacktracking() => _nonBacktracking.IsMatch(Encoding.UTF8.GetString(Response.Bytes));

    [Benchmark]
    public bool Backtracking() => _backtracking.IsMatch(Encoding.UTF8.GetString(Response.Bytes));

    [Benchmark]
    public PatternState Ours() => _pattern.Search().Feed(Response.Bytes);
}
