using CsCheck;

namespace CheckTcp.CommandLine.Tests;

public class GoStringLiteralTests
{
    [Theory]
    [InlineData(@"""""", "")]
    [InlineData(@"""plain""", "plain")]
    [InlineData(@"""grüß 日本 😀""", "grüß 日本 😀")]
    [InlineData(@"""a\nb""", "a\nb")]
    [InlineData(@"""\a\b\f\n\r\t\v\\\""""", "\a\b\f\n\r\t\v\\\"")]
    [InlineData(@"""\x41\x7a""", "Az")]
    [InlineData(@"""\xe2\x82\xAC""", "€")]
    [InlineData(@"""\101\000\040""", "A\0 ")]
    [InlineData(@"""\342\202\254""", "€")]
    [InlineData(@"""\u20ac""", "€")]
    [InlineData(@"""\u0041""", "A")]
    [InlineData(@"""\U0001F600""", "😀")]
    [InlineData(@"""\U0010FFFF""", "\U0010FFFF")]
    [InlineData(@"""it's""", "it's")]
    [InlineData("\"a\tb\"", "a\tb")]
    public void A_literal_is_the_string_that_it_stands_for(string text, string expected)
    {
        Assert.True(GoStringLiteral.TryUnquote(text, out string? value));

        Assert.Equal(expected, value);
    }

    [Theory]
    [InlineData(@"""\xff\377\x00""", new byte[] { 0xFF, 0xFF, 0 })]
    [InlineData(@"""é\xe9""", new byte[] { 0xC3, 0xA9, 0xE9 })]
    public void A_byte_may_be_any_byte(string text, byte[] expected)
    {
        Assert.True(GoStringLiteral.TryUnquote(text, out string? value));

        Assert.Equal(expected, ByteText.Encode(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("\"")]
    [InlineData("\"open")]
    [InlineData("open\"")]
    [InlineData("'a'")]
    [InlineData("`a`")]
    [InlineData(@"""a""b""")]
    [InlineData(@"""a"" ")]
    [InlineData("\"a\nb\"")]
    [InlineData(@"""\""")]
    [InlineData(@"""\'""")]
    [InlineData(@"""\q""")]
    [InlineData(@"""\0""")]
    [InlineData(@"""\08""")]
    [InlineData(@"""\018""")]
    [InlineData(@"""\400""")]
    [InlineData(@"""\777""")]
    [InlineData(@"""\x""")]
    [InlineData(@"""\x4""")]
    [InlineData(@"""\x4g""")]
    [InlineData(@"""\x 4""")]
    [InlineData(@"""\X41""")]
    [InlineData(@"""\u20a""")]
    [InlineData(@"""\u20ag""")]
    [InlineData(@"""\ud800""")]
    [InlineData(@"""\U0001F60""")]
    [InlineData(@"""\U00110000""")]
    [InlineData(@"""\UFFFFFFFF""")]
    [InlineData("\"\\x4\0\"")]
    [InlineData("\"\\u004\0\"")]
    public void Anything_else_is_no_literal(string text) => Assert.False(GoStringLiteral.TryUnquote(text, out _));

    [Fact]
    public void Any_bytes_can_be_written_as_a_literal() => Gen.Byte.Array.Sample(bytes =>
    {
        string literal = $"\"{string.Concat(bytes.Select(b => $"\\x{b:x2}"))}\"";

        Assert.True(GoStringLiteral.TryUnquote(literal, out string? value));
        Assert.Equal(bytes, ByteText.Encode(value));
    });
}
