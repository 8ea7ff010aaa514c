using System.IO.Enumeration;
using CheckTcp.Monitor.Configuration.Files;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Configuration.Files;

public class GlobPatternTests
{
    // The table of Go's path/filepath/match_test.go.
    [Theory]
    [InlineData("abc", "abc", true)]
    [InlineData("*", "abc", true)]
    [InlineData("*c", "abc", true)]
    [InlineData("a*", "a", true)]
    [InlineData("a*", "abc", true)]
    [InlineData("a*", "ab/c", false)]
    [InlineData("a*/b", "abc/b", true)]
    [InlineData("a*/b", "a/c/b", false)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxe/f", true)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxexxx/f", true)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxe/xxx/f", false)]
    [InlineData("a*b*c*d*e*/f", "axbxcxdxexxx/fff", false)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzx", true)]
    [InlineData("a*b?c*x", "abxbbxdbxebxczzy", false)]
    [InlineData("ab[c]", "abc", true)]
    [InlineData("ab[b-d]", "abc", true)]
    [InlineData("ab[e-g]", "abc", false)]
    [InlineData("ab[^c]", "abc", false)]
    [InlineData("ab[^b-d]", "abc", false)]
    [InlineData("ab[^e-g]", "abc", true)]
    [InlineData(@"a\*b", "a*b", true)]
    [InlineData(@"a\*b", "ab", false)]
    [InlineData("a?b", "a☺b", true)]
    [InlineData("a[^a]b", "a☺b", true)]
    [InlineData("a???b", "a☺b", false)]
    [InlineData("a[^a][^a][^a]b", "a☺b", false)]
    [InlineData("[a-ζ]*", "α", true)]
    [InlineData("*[a-ζ]", "A", false)]
    [InlineData("a?b", "a/b", false)]
    [InlineData("a*b", "a/b", false)]
    [InlineData(@"[\]a]", "]", true)]
    [InlineData(@"[\-]", "-", true)]
    [InlineData(@"[x\-]", "x", true)]
    [InlineData(@"[x\-]", "-", true)]
    [InlineData(@"[x\-]", "z", false)]
    [InlineData(@"[\-x]", "a", false)]
    [InlineData("*x", "xxx", true)]
    [InlineData("[!a]", "!", true)]
    [InlineData("*", ".hidden", true)]
    [InlineData("**", "a/b", false)]
    [InlineData("[z-a]", "b", false)]
    [InlineData("", "", true)]
    public void A_name_matches_as_in_Go(string pattern, string name, bool matches)
    {
        Assert.True(GlobPattern.TryParse(pattern, out GlobPattern? glob));

        Assert.Equal(matches, glob.Matches(name));
    }

    [Theory]
    [InlineData("[]a]")]
    [InlineData("[-]")]
    [InlineData("[x-]")]
    [InlineData("[-x]")]
    [InlineData(@"\")]
    [InlineData("[a-b-c]")]
    [InlineData("[")]
    [InlineData("[^")]
    [InlineData("[^]")]
    [InlineData("[^bc")]
    [InlineData("a[")]
    [InlineData("[a")]
    [InlineData(@"[\")]
    public void What_is_no_pattern_in_Go_is_none(string pattern) => Assert.False(GlobPattern.TryParse(pattern, out _));

    [Fact]
    public void Stars_and_question_marks_match_as_the_platform_has_them() => Gen.Select(
        Gen.String[Gen.Char["ab*?"], 1, 10], Gen.String[Gen.Char["ab"], 1, 12]).Sample((pattern, name) =>
    {
        Assert.True(GlobPattern.TryParse(pattern, out GlobPattern? glob));
        Assert.Equal(FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false), glob.Matches(name));
    });

    [Fact]
    public void A_name_with_its_signs_escaped_is_a_pattern_of_itself() => Gen.String[Gen.Char["ab*?[]\\^-!ü"], 0, 10].Sample(name =>
    {
        string escaped = string.Concat(name.Select(letter => $"\\{letter}"));

        Assert.True(GlobPattern.TryParse(escaped, out GlobPattern? glob));
        Assert.True(glob.Matches(name));
    });

    [Fact]
    public void Nothing_that_is_written_throws() => Gen.Select(Gen.String[Gen.Char["ab*?[]\\^-/"], 0, 20], Gen.String).Sample((pattern, name) =>
    {
        if (GlobPattern.TryParse(pattern, out GlobPattern? glob))
        {
            glob.Matches(name);
        }
    });

    [Fact]
    public void Many_stars_take_no_long_time()
    {
        Assert.True(GlobPattern.TryParse(string.Concat(Enumerable.Repeat("*a", 200)) + "b", out GlobPattern? glob));

        Assert.False(glob.Matches(new string('a', 20_000)));
    }
}
