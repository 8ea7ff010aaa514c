using System.Text;
using CheckTcp.Patterns;

namespace CheckTcp.Tests.Patterns;

public class PatternMeaningTests
{
    [Theory]
    [InlineData("b", "abc", true)]
    [InlineData("^b", "abc", false)]
    [InlineData("a|", "x", true)]
    [InlineData("ab|cd", "acd", true)]
    [InlineData("a(bc|b)d", "abd", true)]
    [InlineData("^(?:(?:ab)c|(?:d(?:ef)))$", "abc", true)]
    [InlineData("^(?:(?:ab)c|(?:d(?:ef)))$", "def", true)]
    [InlineData("^(a|(b|c))d$", "cd", true)]
    [InlineData("^ab*$", "abbb", true)]
    [InlineData("^(?:ab)*$", "abab", true)]
    [InlineData("^(?:ab)*$", "aba", false)]
    [InlineData("^(a*)*b$", "aaab", true)]
    [InlineData("^(?:a|b|)+$", "", true)]
    [InlineData("^(^a)*$", "aa", false)]
    [InlineData(@"^(\ba\b-?)*$", "a-a", true)]
    [InlineData("a*(?i)*B", "b", true)]
    public void Branches_sequences_and_loops_match(string pattern, string input, bool expected) =>
        Assert.Equal(expected, Matches(pattern, input));

    [Theory]
    [InlineData("^a{3}$", "aaa", true)]
    [InlineData("^a{3}$", "aa", false)]
    [InlineData("^a{2,}$", "a", false)]
    [InlineData("^a{2,}$", "aaaaa", true)]
    [InlineData("^a{2,4}?$", "aaaa", true)]
    [InlineData("^a{2,4}$", "aaaaa", false)]
    [InlineData("^a{0}$", "", true)]
    [InlineData("^a{0}$", "a", false)]
    [InlineData("^a{0,}$", "aa", true)]
    [InlineData("^a{0,1}b$", "b", true)]
    [InlineData("^(?:a{2}){3}$", "aaaaaa", true)]
    [InlineData("^(?:){1000}$", "", true)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    [InlineData("^a{01}$", "a{01}", true)]
    [InlineData("^a{1$", "a{1", true)]
    [InlineData("^{}{a}]$", "{}{a}]", true)]
    public void Counts_match_and_what_is_no_count_is_text(string pattern, string input, bool expected) =>
        Assert.Equal(expected, Matches(pattern, input));

    [Theory]
    [InlineData("a$", "a\n", false)]
    [InlineData("(?m)a$", "a\n", true)]
    [InlineData("(?m)a$", "a\r\n", false)]
    [InlineData("(?m)^b", "a\nb", true)]
    [InlineData("(?m)^$", "a\n", true)]
    [InlineData(@"(?m)\Ab", "a\nb", false)]
    [InlineData(@"(?m)a\z", "a\nb", false)]
    [InlineData(@"\bb", "a b", true)]
    [InlineData(@"\b\x{E9}", "\u00E9", false)]
    [InlineData(@"a\b\x{E9}", "a\u00E9", true)]
    [InlineData(@"^\B$", "", true)]
    [InlineData(@"\b", "--", false)]
    public void Assertions_hold_where_RE2_says(string pattern, string input, bool expected) =>
        Assert.Equal(expected, Matches(pattern, input));

    [Theory]
    [InlineData("^.$", "\n", false)]
    [InlineData("(?s)^.$", "\n", true)]
    [InlineData("(?s:a.)b.", "a\nb\n", false)]
    [InlineData("(?i)aBc", "AbC", true)]
    [InlineData("(?i:a)b", "AB", false)]
    [InlineData("((?i)a|b)c", "Bc", true)]
    [InlineData("((?i)a|b)c", "bC", false)]
    [InlineData("(?i)a(?-i)b", "Ab", true)]
    [InlineData("(?i)a(?-i)b", "AB", false)]
    [InlineData("(?U)^a+b$", "aab", true)]
    [InlineData("(?)a", "a", true)]
    [InlineData("(?i-s:A.)", "a\n", false)]
    public void Modes_hold_to_the_end_of_their_group(string pattern, string input, bool expected) =>
        Assert.Equal(expected, Matches(pattern, input));

    [Theory]
    [InlineData("^[^a]$", "\n", true)]
    [InlineData("^[]a]+$", "a]", true)]
    [InlineData("^[^]a]$", "]", false)]
    [InlineData("^[a-]+$", "-a", true)]
    [InlineData("^[-a]+$", "-a", true)]
    [InlineData("^[a-c-e]+$", "abc-e", true)]
    [InlineData("^[a-c-e]+$", "d", false)]
    [InlineData("^[[:x]+$", "[:x", true)]
    [InlineData("^[[:alpha:]_]+$", "aZ_", true)]
    [InlineData("^[[:^alpha:]]+$", "1 \u00E9", true)]
    [InlineData("^[[:punct:]]{32}$", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", true)]
    [InlineData("^[[:space:]]+$", " \t\n\v\f\r", true)]
    [InlineData(@"\s", "\v", false)]
    [InlineData(@"^[\d\s-z]+$", "1 -z", true)]
    [InlineData(@"^[^\D5]$", "5", false)]
    [InlineData(@"^\w+$", "az_09\u00E9", false)]
    [InlineData(@"^\W$", "\u00E9", true)]
    [InlineData(@"^[\x41-\x{43}\104]+$", "ABCD", true)]
    [InlineData(@"^\pL\PL\p{Nd}\p{^Nd}$", "\u0416.\u0663x", true)]
    [InlineData(@"^\p{greek}\p{Old_Italic}\p{Letter}$", "\u03B1\U00010300a", true)]
    [InlineData(@"^[\p{Greek}\p{Lu}]+$", "\u03B1X", true)]
    public void Classes_have_the_members_that_RE2_gives_them(string pattern, string input, bool expected) =>
        Assert.Equal(expected, Matches(pattern, input));

    [Theory]
    [InlineData(@"^\a\f\t\n\r\v$", "\a\f\t\n\r\v", true)]
    [InlineData(@"^\.\*\_\-\/\ $", ".*_-/ ", true)]
    [InlineData(@"^\0\07\101\1010$", "\0\aAA0", true)]
    [InlineData(@"^\x7e\x{20AC}\x{00000041}$", "~\u20ACA", true)]
    [InlineData(@"^\Qa.b*\E+c$", "a.b***c", true)]
    [InlineData(@"^\Qa\b$", @"a\b$", true)]
    [InlineData(@"^a\Q\E+$", "aaa", true)]
    [InlineData(@"\x{D800}", "\uFFFD", false)]
    public void Escapes_stand_for_their_characters(string pattern, string input, bool expected) =>
        Assert.Equal(expected, Matches(pattern, input));

    [Theory]
    [InlineData("(?i)^k$", "\u212A", true)]
    [InlineData("(?i)^\u212A$", "k", true)]
    [InlineData("(?i)^[j-l]$", "\u212A", true)]
    [InlineData("(?i)^[^k]$", "\u212A", false)]
    [InlineData("(?i)^s\u00DF$", "\u017F\u1E9E", true)]
    [InlineData("(?i)^\u03C3$", "\u03C2", true)]
    [InlineData("(?i)^i$", "\u0130", false)]
    [InlineData("(?i)^i$", "\u0131", false)]
    [InlineData("(?i)^[[:upper:]]+$", "ab\u017F", true)]
    [InlineData(@"(?i)^\w$", "\u212A", true)]
    [InlineData(@"(?i)^\W$", "\u212A", false)]
    [InlineData(@"(?i)^\p{Lu}$", "a", true)]
    [InlineData(@"(?i)^\P{Lu}$", "a", false)]
    [InlineData(@"(?i)^[^\P{Lu}]$", "a", true)]
    [InlineData("(?i)\u20AC", "\u20AC", true)]
    public void Case_folds_as_Unicode_says_for_single_characters(string pattern, string input, bool expected) =>
        Assert.Equal(expected, Matches(pattern, input));

    [Fact]
    public void Groups_may_share_a_name() => Assert.True(Matches("(?P<n>a)(?<n>b)", "ab"));

    private static bool Matches(string pattern, string input)
    {
        PatternSearch search = Pattern.Parse(pattern).Search();
        search.Feed(Encoding.UTF8.GetBytes(input));
        return search.End();
    }
}
