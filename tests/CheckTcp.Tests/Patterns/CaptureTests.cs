using System.Text;
using System.Text.RegularExpressions;
using CheckTcp.Patterns;
using CsCheck;

namespace CheckTcp.Tests.Patterns;

public class CaptureTests
{
    private static readonly Gen<string> Patterns = Gen.OneOf([.. new[] {

        "(a*)(b|ab)", "(a|ab)(c|bcd)(d*)", "(a+?)(b*)", "x?(y(z)?)*", "(?:(a)|b)*", "(^|x)(a+)($|\\n)", "((a?)*)", "(a{1,3}?)(a*)", "(.*)-(.*?)-(.*)", "(\\w+)\\b(.)?",
        "a()b", "(?i)(AB)+",
    }.Select(Gen.Const)]);

    [Theory]
    [InlineData("(\\d+) of (\\d+)", "count 12 of 30", "0=12 of 30 1=12 2=30")]
    [InlineData("(?P<name>\\S+) (?<rest>.*)", "220 mx ready", "0=220 mx ready 1=220 name=220 2=mx ready rest=mx ready")]
    [InlineData("(a)|(b)", "xb", "0=b 2=b")]
    [InlineData("(?U)(a+)(a*)", "aaa", "0=a 1=a 2=")]
    [InlineData("é(.)ö", "aéüö", "0=éüö 1=ü")]
    [InlineData("(?P<n>a)(?P<n>b)", "ab", "0=ab 1=a n=a 2=b")]
    public void Groups_take_what_the_leftmost_match_gives_them(string pattern, string input, string groups) =>
        Assert.Equal(groups, Shown(Pattern.Parse(pattern).Capture(Encoding.UTF8.GetBytes(input), () => { })));

    [Fact]
    public void There_are_no_captures_without_a_match() => Assert.Null(Pattern.Parse("(a)").Capture("b"u8.ToArray(), () => { }));

    [Fact]
    public void The_groups_are_known_before() => Assert.Equal(["1", "2", "x", "3"], Pattern.Parse("(a(?P<x>b)*)|(c)").Groups());

    [Fact]
    public void They_are_those_of_a_backtracking_search() => Gen.Select(Patterns, Gen.Char["abcdxyz-\nAB"].Array[0, 12]).Sample((pattern, input) =>
    {
        string text = new(input);
        Match match = Regex.Match(text, pattern, RegexOptions.CultureInvariant);
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? captured = Pattern.Parse(pattern).Capture(Encoding.ASCII.GetBytes(text), () => { });

        return (captured is not null) == match.Success && (captured is null || captured.Where(group => !IsRepeated(pattern)).All(group =>
            Encoding.ASCII.GetString(group.Value.Span) == match.Groups[group.Key].Value));
    });

    [Fact]
    public void A_long_search_lets_its_caller_breathe()
    {
        int breaths = 0;

        Pattern.Parse("(x+x+)+y").Capture(Encoding.ASCII.GetBytes(new string('x', 200_000)), () => breaths++);

        Assert.True(breaths > 0);
    }

    /// <summary>Groups inside a repetition keep their last value in .NET even where RE2 begins them anew.</summary>
    private static bool IsRepeated(string pattern) => pattern is "x?(y(z)?)*" or "(?:(a)|b)*" or "((a?)*)";

    private static string Shown(IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? groups) =>
        string.Join(' ', groups!.Select(group => $"{group.Key}={Encoding.UTF8.GetString(group.Value.Span)}"));
}
