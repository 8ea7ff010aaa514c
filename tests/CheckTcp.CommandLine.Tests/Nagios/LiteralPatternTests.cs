using CheckTcp.CommandLine.Nagios;
using CheckTcp.Patterns;
using CsCheck;

namespace CheckTcp.CommandLine.Tests.Nagios;

public class LiteralPatternTests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["aé日.+*?()[]{}^$|\\EQ\n\0 \u202E"], 1, 20];

    [Fact]
    public void Text_finds_itself_within_other_text() => Gen.Select(Text, Text, Text).Sample((before, text, after) =>
        IsFound(LiteralPattern.Of(text), ByteText.Encode(before + text + after)));

    [Fact]
    public void Text_finds_nothing_else() => Gen.Select(Text, Text).Sample((text, other) =>
        IsFound(LiteralPattern.Of(text), ByteText.Encode(other)) == other.Contains(text, StringComparison.Ordinal));

    [Theory]
    [InlineData("", false)]
    [InlineData("\n", true)]
    [InlineData("a", true)]
    public void No_text_is_found_in_any_answer_but_not_in_none(string answer, bool found) =>
        Assert.Equal(found, IsFound(LiteralPattern.Of(""), ByteText.Encode(answer)));

    [Fact]
    public void A_byte_that_is_no_UTF8_finds_itself() =>
        Assert.True(IsFound(LiteralPattern.Of(ByteText.Decode([0x61, 0xFF])), [0x20, 0x61, 0xFF, 0x20]));

    private static bool IsFound(string pattern, byte[] answer)
    {
        PatternSearch search = Pattern.Parse(pattern).Search();

        search.Feed(answer);

        return search.State == PatternState.Matched || search.End();
    }
}
