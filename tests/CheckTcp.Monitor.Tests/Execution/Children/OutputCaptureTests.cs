using System.Text;
using CheckTcp.Monitor.Execution.Children;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Execution.Children;

public class OutputCaptureTests
{
    [Theory]
    [InlineData("äöü", 6, "äöü", 0)]
    [InlineData("äöü", 5, "äö", 2)]
    [InlineData("äöü", 4, "äö", 2)]
    [InlineData("a😀", 4, "a", 4)]
    [InlineData("a😀", 2, "a", 4)]
    [InlineData("😀", 3, "", 4)]
    public void It_is_never_cut_inside_a_character(string output, int maxBytes, string text, long dropped) =>
        Assert.Equal((text, dropped), Captured(maxBytes, Encoding.UTF8.GetBytes(output)));

    [Fact]
    public void Half_a_character_at_the_end_of_all_output_is_shown_as_such() =>
        Assert.Equal(("a\uFFFD\uFFFD", 0), Captured(10, [(byte)'a', 0xE3, 0x81]));

    [Fact]
    public void Bytes_that_never_were_a_character_do_not_move_the_cut() =>
        Assert.Equal(("\uFFFD\uFFFD\uFFFD", 1), Captured(3, [0x80, 0x80, 0x80, 0x80]));

    [Fact]
    public void How_the_bytes_arrive_makes_no_difference() =>
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Int[0, 60], Gen.Int[0, 70]).Sample((bytes, split, maxBytes) =>
        {
            split = Math.Min(split, bytes.Length);

            Assert.Equal(Captured(maxBytes, bytes), Captured(maxBytes, bytes[..split], bytes[split..]));
        });

    [Fact]
    public void Every_byte_is_kept_or_counted() =>
        Gen.Select(Gen.String, Gen.Int[0, 70]).Sample((output, maxBytes) =>
        {
            byte[] bytes = Encoding.UTF8.GetBytes(output);

            (string text, long dropped) = Captured(maxBytes, bytes);

            Assert.Equal(bytes.Length, Encoding.UTF8.GetByteCount(text) + dropped);
            Assert.StartsWith(text, Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        });

    private static (string Text, long DroppedBytes) Captured(int maxBytes, params byte[][] chunks)
    {
        var capture = new OutputCapture(maxBytes);
        foreach (byte[] chunk in chunks)
        {
            capture.Add(chunk);
        }

        return capture.Read();
    }
}
