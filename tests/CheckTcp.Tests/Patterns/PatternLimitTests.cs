using System.Text;
using CheckTcp.Patterns;
using CheckTcp.Patterns.Matching;
using CheckTcp.Patterns.Syntax;
using CsCheck;

namespace CheckTcp.Tests.Patterns;

public class PatternLimitTests
{
    [Fact]
    public void A_thousand_levels_are_taken_and_one_more_is_refused()
    {
        Assert.Null(ErrorOf(Repeat("(", 999) + "a" + Repeat(")", 999)));
        Assert.Equal(PatternErrorKind.NestsTooDeeply, ErrorOf(Repeat("(", 1000) + "a" + Repeat(")", 1000)));
        Assert.Null(ErrorOf(Repeat("(?:", 999) + "a" + Repeat(")*", 999)));
        Assert.Equal(PatternErrorKind.NestsTooDeeply, ErrorOf(Repeat("(?:", 1000) + "a" + Repeat(")*", 1000)));
    }

    [Theory]
    [InlineData("(?:", "", "a", ")", PatternState.Matched)]
    [InlineData("(?:", "", ".", "b)", PatternState.CannotMatch)]
    [InlineData("(?:a", "", "b", ")", PatternState.Open)]
    [InlineData("(?:", "", "a", "|.)", PatternState.Matched)]
    [InlineData("(?:.|", "", "a", ")", PatternState.Matched)]
    [InlineData("", "a", "", "", PatternState.Open)]
    [InlineData("", "ab|", "b", "", PatternState.CannotMatch)]
    [InlineData("", "|", "", "", PatternState.Matched)]
    [InlineData("", "a?", "", "", PatternState.Matched)]
    public void What_adds_no_level_may_go_on_for_long(
        string opening, string repeated, string inside, string closing, PatternState afterTwo)
    {
        string text = Repeat(opening, 20_000) + Repeat(repeated, 40_000) + inside + Repeat(closing, 20_000);

        Pattern pattern = Pattern.Parse($"^(?:{text})");

        Assert.Equal(afterTwo, pattern.Search().Feed("aa"u8));
    }

    [Theory]
    [InlineData("((((((((((x{2}){2}){2}){2}){2}){2}){2}){2}){2}))", null)]
    [InlineData("((((((((((x{2}){2}){2}){2}){2}){2}){2}){2}){2}){2})", PatternErrorKind.InvalidRepeatCount)]
    [InlineData("(?:a{1000}){1}", null)]
    [InlineData("(?:a{1000}){0}", null)]
    [InlineData("(?:a{1000}b){0,}", null)]
    [InlineData("(?:a{501,}b){2}", PatternErrorKind.InvalidRepeatCount)]
    [InlineData("(?:a{0}b{10}){100}", null)]
    [InlineData("(?:a{10}|b{11}){100}", PatternErrorKind.InvalidRepeatCount)]
    public void The_product_of_nested_counts_is_bounded(string pattern, PatternErrorKind? expected) =>
        Assert.Equal(expected, ErrorOf(pattern));

    [Theory]
    [InlineData("(xx?){1000}", 50, null)]
    [InlineData("(xx?){1000}", 60, PatternErrorKind.TooLarge)]
    [InlineData(@"\pL", 1_500, null)]
    [InlineData(@"\pL", 1_700, PatternErrorKind.TooLarge)]
    [InlineData("[\u0100-\u2FFF]", 3_000, null)]
    [InlineData("(?i:[\u0100-\u2FFF])", 10_000, PatternErrorKind.TooLarge)]
    [InlineData(@"[\pL\PN]", 1_600, PatternErrorKind.TooLarge)]
    public void The_whole_program_is_bounded(string repeated, int times, PatternErrorKind? expected) =>
        Assert.Equal(expected, ErrorOf(Repeat(repeated, times)));

    [Fact]
    public void The_size_reckoned_bounds_the_program() =>
        ExpressionGen.All.Sample(
            expression =>
            {
                SyntaxTree tree = Parser.Parse(expression.Text);

                return Compiler.Compile(tree).Length <= tree.Root.Extent.Size + 1;
            },
            iter: 2_000);

    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(a?){20}a{20}b")]
    public void The_work_for_a_byte_is_bounded_by_the_program_and_not_by_the_input(string pattern)
    {
        Program program = Compiler.Compile(Parser.Parse(pattern));
        (Frontier here, Frontier next) = (new Frontier(program), new Frontier(program));
        here.BeginText();
        long visits = 0;

        for (int i = 0; i < 100_000; i++)
        {
            visits += here.Count;
            here.Advance('a', next);
            (here, next) = (next, here);
        }

        Assert.InRange(visits, 100_000, 100_000L * program.Length);
    }

    [Fact]
    public void A_pattern_that_explodes_elsewhere_is_searched_to_the_end()
    {
        PatternSearch search = Pattern.Parse("(a+)+$").Search();

        search.Feed(Encoding.ASCII.GetBytes(Repeat("a", 100_000) + "b"));

        Assert.False(search.End());
    }

    private static PatternErrorKind? ErrorOf(string pattern) =>
        Pattern.TryParse(pattern, out _, out PatternError? error) ? null : error.Kind;

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
