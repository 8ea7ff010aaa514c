using System.Text;
using CsCheck;

namespace CheckTcp.Tests.Text;

public class ByteTextTests
{
    private static readonly Gen<byte> BytesAroundTheEdgesOfUtf8 = Gen.OneOf<byte>(
        0x00, 0x61, 0x7F, 0x80, 0x98, 0x9F, 0xA0, 0xB2, 0xBF, 0xC0, 0xC2, 0xE0, 0xE2, 0xED, 0xEF, 0xF0, 0xF4, 0xF5, 0xFF);

    private static readonly Gen<string> WellFormed =
        Gen.Int[0, 0x10FFFF].Where(Rune.IsValid).Array[0, 20].Select(runes => string.Concat(runes.Select(rune => new Rune(rune))));

    [Fact]
    public void Any_bytes_come_back_as_they_were() =>
        Gen.OneOf(Gen.Byte.Array, BytesAroundTheEdgesOfUtf8.Array[0, 12])
            .Sample(bytes => ByteText.Encode(ByteText.Decode(bytes)).AsSpan().SequenceEqual(bytes), iter: 5000);

    [Fact]
    public void Well_formed_text_is_its_utf8() => WellFormed.Sample(text =>
        ByteText.Encode(text).AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(text))
        && ByteText.Decode(Encoding.UTF8.GetBytes(text)) == text
        && !ByteText.ContainsEscapedByte(text));

    [Fact]
    public void A_byte_that_is_no_utf8_is_told_apart() => Gen.Select(WellFormed, Gen.Byte[0x80, 0xFF], WellFormed)
        .Sample((before, b, after) =>
            ByteText.ContainsEscapedByte(ByteText.Decode([.. Encoding.UTF8.GetBytes(before), b, .. Encoding.UTF8.GetBytes(after)])));

    [Theory]
    [InlineData("FF", "DCFF")]
    [InlineData("E282", "DCE2 DC82")]
    [InlineData("C080", "DCC0 DC80")] // overlong
    [InlineData("EDB280", "DCED DCB2 DC80")] // an encoded surrogate
    [InlineData("F09F988080", "D83D DE00 DC80")]
    public void A_byte_that_is_no_utf8_stands_as_a_lone_surrogate(string bytes, string expected)
    {
        string text = ByteText.Decode(Convert.FromHexString(bytes));

        Assert.Equal(expected, string.Join(' ', text.Select(unit => $"{(int)unit:X4}")));
    }

    [Fact]
    public void Any_string_has_bytes() => Gen.String[Gen.Char["a\uD83D\uDE00\uDC80\uDCFF\uD800\uDFFF"], 0, 8]
        .Sample(text => ByteText.Encode(text).Length >= text.Length / 2);
}
