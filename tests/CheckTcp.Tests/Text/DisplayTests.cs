using System.Text;
using CheckTcp.TestSupport;
using CsCheck;

namespace CheckTcp.Tests.Text;

public class DisplayTests
{
    private static readonly Gen<byte> PiecesOfHostileUtf8 = Gen.OneOf<byte>(
        0x00, 0x09, 0x0A, 0x0D, 0x1B, 0x61, 0x7C, 0x7F, 0x80, 0x81, 0x85, 0x9F, 0xA8, 0xAC, 0xAE, 0xBB, 0xBF, 0xC2, 0xD8, 0xE2, 0xED, 0xEF,
        0xF0, 0xFF);

    private static readonly Gen<char> HostileCharacter =
        Gen.Char["a|\n\r\t\0\u007F\u0085\u061C\u200E\u2028\u2029\u202E\u2066\u2069\uD83D\uDE00\uDC80\uDCFF\uD800"];

    private static readonly Gen<byte[]> HostileBytes = Gen.OneOf(Gen.Byte.Array, PiecesOfHostileUtf8.Array[0, 12]);

    private static readonly Gen<string> HostileText = Gen.OneOf(Gen.String, Gen.String[HostileCharacter, 0, 12]);

    [Theory]
    [InlineData("", "")]
    [InlineData("plain text, [brackets] and \"quotes\" and a \\", "plain text, [brackets] and \"quotes\" and a \\")]
    [InlineData("a\r\nb\tc", @"a\r\nb\tc")]
    [InlineData("\0\u0001\b\u001B\u001F\u007F", @"\x00\x01\x08\x1B\x1F\x7F")]
    [InlineData("load|time=1", @"load\x7Ctime=1")]
    [InlineData("\u0080\u0085\u009B\u009F", @"\u{0080}\u{0085}\u{009B}\u{009F}")]
    [InlineData("\u2028\u2029", @"\u{2028}\u{2029}")]
    [InlineData("\u061C\u200E\u200F", @"\u{061C}\u{200E}\u{200F}")]
    [InlineData("\u202A\u202B\u202C\u202D\u202E", @"\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}")]
    [InlineData("\u2066\u2067\u2068\u2069", @"\u{2066}\u{2067}\u{2068}\u{2069}")]
    [InlineData("\uFEFFa", @"\u{FEFF}a")]
    [InlineData("\u00A0\u00A1é\u2027\u202F\u2065€日本😀", "\u00A0\u00A1é\u2027\u202F\u2065€日本😀")]
    public void What_could_forge_a_line_is_shown_escaped(string text, string expected)
    {
        Assert.Equal(expected, Display.Escape(text));
        Assert.Equal(expected, Display.Escape(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("FF", @"\xFF")]
    [InlineData("61E2826261", @"a\xE2\x82ba")] // cut short
    [InlineData("C080", @"\xC0\x80")] // an overlong NUL
    [InlineData("C0FC", @"\xC0\xFC")] // 0xFC holds the bits of a |
    [InlineData("EDA080", @"\xED\xA0\x80")] // a surrogate
    [InlineData("F4908080", @"\xF4\x90\x80\x80")] // beyond Unicode
    [InlineData("F09F9880FF", @"😀\xFF")]
    public void Bytes_that_are_no_utf8_are_shown_one_by_one(string bytes, string expected)
    {
        byte[] raw = Convert.FromHexString(bytes);

        Assert.Equal(expected, Display.Escape(raw));
        Assert.Equal(expected, Display.Escape(ByteText.Decode(raw)));
    }

    [Fact]
    public void Bytes_never_leave_their_line() => HostileBytes.Sample(bytes => PlainText.IsOneLine(Display.Escape(bytes)), iter: 5000);

    [Fact]
    public void Text_never_leaves_its_line() => HostileText.Sample(text => PlainText.IsOneLine(Display.Escape(text)), iter: 5000);

    [Fact]
    public void Cut_bytes_never_leave_their_line() => Gen.Select(HostileBytes, Gen.Int[0, 20]).Sample((bytes, maxCharacters) =>
        PlainText.IsOneLine(Display.Escape(bytes, maxCharacters)), iter: 5000);

    [Fact]
    public void What_is_shown_is_bounded() => Gen.Select(Gen.Byte.Array[0, 500], Gen.Int[0, 200]).Sample((bytes, maxCharacters) =>
        Display.Escape(bytes, maxCharacters).Length <= maxCharacters + @"\u{FEFF}".Length + "...".Length);

    [Theory]
    [InlineData(3, "abc")]
    [InlineData(2, "ab...")]
    [InlineData(0, "...")]
    public void What_is_cut_off_is_counted(int maxCharacters, string expected) =>
        Assert.Equal(expected, Display.Escape("abc"u8, maxCharacters));

    [Fact]
    public void A_character_is_never_cut_in_two() => Assert.Equal("😀...", Display.Escape("😀😀"u8, 1));
}
