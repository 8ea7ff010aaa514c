using CheckTcp.Monitor.Configuration.Text;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Configuration.Text;

public class PlainLineTests
{
    [Theory]
    [InlineData("a|b ü 日本", "a|b ü 日本")]
    [InlineData("a\r\n\tb", @"a\r\n\tb")]
    [InlineData("\u001B[2J", @"\u{001B}[2J")]
    [InlineData("a\u202Eb\u2028c\u0085", @"a\u{202E}b\u{2028}c\u{0085}")]
    public void What_moves_the_cursor_or_turns_text_is_escaped(string text, string line) => Assert.Equal(line, PlainLine.Of(text));

    [Fact]
    public void It_is_one_line_always() => Gen.String.Sample(text => !PlainLine.Of(text).Any(char.IsControl));
}
