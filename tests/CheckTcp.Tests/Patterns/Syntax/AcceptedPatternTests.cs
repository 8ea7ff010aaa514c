using CheckTcp.Patterns;

namespace CheckTcp.Tests.Patterns.Syntax;

public class AcceptedPatternTests
{
    [Theory]
    [InlineData("()")]
    [InlineData("(|a)")]
    [InlineData("a||b")]
    [InlineData("^*$?")]
    [InlineData(@"\b+")]
    [InlineData("a??b*?c+?d{2}?e{2,}?f{2,3}?")]
    [InlineData("(?:)(?:)*")]
    [InlineData("a*(?i)*")]              // the modes between them part the operators, in Go too
    [InlineData(@"a*\Q\E*")]
    [InlineData("(?ims)(?U)(?-imsU)(?i-s:a)(?-i:b)(?)")]
    [InlineData("(?P<0>a)(?P<_>b)(?<aZ09_>c)")]
    [InlineData("]}-{,}{a,b}{1,2")]
    [InlineData("[a-b-c]")]
    [InlineData("[[.x.]]")]
    [InlineData("[[:alpha]")]
    [InlineData("[[:]")]
    [InlineData(@"[\-\]\^\\]")]
    [InlineData(@"[\x{0}-\x{10FFFF}]")]
    [InlineData(@"\!\@\#\%\&\_\-\:\;\<\=\>\~\`\'\""\,\/")]
    [InlineData(@"\Q\\E")]
    [InlineData(@"\Q")]
    [InlineData(@"\p{Any}\p{L}\p{^Lu}\P{^Ll}\pN\p{LATIN}\p{Phags_Pa}\p{Nko}")]
    [InlineData("\u0000\u0001\u007F")]
    [InlineData("\uFFFD\U0001F600")]
    public void What_RE2_takes_is_taken(string text)
    {
        Pattern pattern = Pattern.Parse(text);

        Assert.Equal(text, pattern.Text);
    }

    [Fact]
    public void A_pattern_has_to_be_given() => Assert.Throws<ArgumentNullException>(() => Pattern.Parse(null!));
}
