using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using CheckTcp.Patterns;

namespace CheckTcp.Benchmarks.Patterns;

/// <summary>From the text of a pattern to one that can search. .NET puts part of this off until the first search.</summary>
[MemoryDiagnoser]
public class PatternCompileBenchmarks
{
    [Params("^220", "OK Farm", @"(?im)^(HTTP/1\.[01] (2\d\d|30[1278])|X-State: *(ready|busy)|\p{L}{2,20}: [^\r\n]+)\r?$")]
    public string Text { get; set; } = "";

    [Benchmark(Baseline = true)]
    public Regex NonBacktracking() => new(Text, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    [Benchmark]
    public Regex Backtracking() => new(Text, RegexOptions.CultureInvariant);

    [Benchmark]
    public Pattern Ours() => Pattern.Parse(Text);
}
