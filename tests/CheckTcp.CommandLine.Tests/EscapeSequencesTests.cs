using CsCheck;

namespace CheckTcp.CommandLine.Tests;

public class EscapeSequencesTests
{
    [Theory]
    [InlineData(@"\n", "\n")]
    [InlineData(@"\r", "\r")]
    [InlineData(@"\t", "\t")]
    [InlineData(@"\\", @"\")]
    [InlineData(@"GET / HTTP/1.0\r\n\r\n", "GET / HTTP/1.0\r\n\r\n")]
    [InlineData(@"\\n", @"\n")] // the escaped backslash does not begin another escape
    [InlineData(@"\\\n", "\\\n")]
    [InlineData(@"\\\\", @"\\")]
    public void An_escape_becomes_its_character(string text, string expected) => Assert.Equal(expected, EscapeSequences.Unescape(text));

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("line\r\n")]
    [InlineData(@"\")]
    [InlineData(@"end\")]
    [InlineData(@"\a\0\x41\u0041\N\R\T")]
    [InlineData(@"\é")]
    [InlineData("\\\n")]
    public void Anything_else_stays_as_it_is_written(string text) => Assert.Equal(text, EscapeSequences.Unescape(text));

    [Theory]
    [InlineData(@"grüß\n", "grüß\n")]
    [InlineData(@"日本\r\n", "日本\r\n")]
    [InlineData(@"😀\t😀", "😀\t😀")]
    public void Letters_beyond_ascii_are_not_broken(string text, string expected) => Assert.Equal(expected, EscapeSequences.Unescape(text));

    [Fact]
    public void Bytes_that_are_no_utf8_are_not_broken()
    {
        string text = ByteText.Decode([0xFF, (byte)'\\', (byte)'n', 0xE2]);

        Assert.Equal([0xFF, (byte)'\n', 0xE2], ByteText.Encode(EscapeSequences.Unescape(text)));
    }

    [Fact]
    public void What_was_escaped_comes_back() => Gen.String[Gen.Char["ab\\nrt\n\r\té"], 0, 20].Sample(text =>
        EscapeSequences.Unescape(text.Replace(@"\", @"\\").Replace("\n", @"\n").Replace("\r", @"\r").Replace("\t", @"\t")) == text);
}
