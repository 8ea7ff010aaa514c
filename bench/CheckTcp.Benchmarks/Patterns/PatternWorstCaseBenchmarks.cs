using System.Text;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using CheckTcp.Patterns;

namespace CheckTcp.Benchmarks.Patterns;

/// <summary>The classic that takes exponential time where a search backtracks, which is why that one is not measured here.</summary>
[MemoryDiagnoser]
public class PatternWorstCaseBenchmarks
{
    private const string Text = "(a+)+$";

    private readonly byte[] _almost = Encoding.ASCII.GetBytes(new string('a', 99_999) + 'b');
    private readonly Regex _nonBacktracking = new(Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    private readonly Pattern _pattern = Pattern.Parse(Text);

    [Benchmark(Baseline = true)]
    public bool NonBacktracking() => _nonBacktracking.IsMatch(Encoding.UTF8.GetString(_almost));

    [Benchmark]
    public PatternState Ours() => _pattern.Search().Feed(_almost);
}
