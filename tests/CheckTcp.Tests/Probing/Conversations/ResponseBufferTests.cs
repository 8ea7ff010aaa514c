using CheckTcp.Probing.Conversations;
using CsCheck;

namespace CheckTcp.Tests.Probing.Conversations;

public class ResponseBufferTests
{
    [Fact]
    public void Nothing_has_come_at_first()
    {
        using var buffer = new ResponseBuffer(10);

        Assert.Equal(0, buffer.Received);
        Assert.True(buffer.Kept.IsEmpty);
        Assert.False(buffer.MakeRoom().IsEmpty);
    }

    [Fact]
    public void The_first_bytes_are_kept_and_all_are_counted() =>
        Gen.Select(Gen.Int[1, 3000], Gen.Byte.Array[0, 900].Array[0, 8]).Sample((keptAtMost, segments) =>
        {
            byte[] all = [.. segments.SelectMany(segment => segment)];
            using var buffer = new ResponseBuffer(keptAtMost);

            foreach (byte[] segment in segments)
            {
                Receive(buffer, segment);
            }

            return buffer.Received == all.Length && buffer.Kept.Span.SequenceEqual(all.AsSpan(0, Math.Min(all.Length, keptAtMost)));
        });

    [Fact]
    public void Memory_stays_bounded_however_much_comes()
    {
        const int KeptAtMost = 64 * 1024;
        using var buffer = new ResponseBuffer(KeptAtMost);
        Receive(buffer, new byte[2 * KeptAtMost]);
        int room = buffer.MakeRoom().Length;

        Receive(buffer, new byte[10 * KeptAtMost]);

        Assert.Equal(room, buffer.MakeRoom().Length);
        Assert.Equal(KeptAtMost, buffer.Kept.Length);
    }

    [Fact]
    public void What_came_is_handed_on_whether_it_is_kept_or_not()
    {
        using var buffer = new ResponseBuffer(3);

        Assert.Equal("abc", System.Text.Encoding.ASCII.GetString(Receive(buffer, "abc"u8)));
        Assert.Equal("def", System.Text.Encoding.ASCII.GetString(Receive(buffer, "def"u8)));
        Assert.Equal("abc", System.Text.Encoding.ASCII.GetString(buffer.Kept.Span));
    }

    /// <summary>In as many pieces as there is room for.</summary>
    private static ReadOnlySpan<byte> Receive(ResponseBuffer buffer, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> taken = [];
        while (!bytes.IsEmpty)
        {
            Span<byte> room = buffer.MakeRoom().Span;
            int count = Math.Min(room.Length, bytes.Length);
            bytes[..count].CopyTo(room);
            buffer.Take(count);
            taken = buffer.Last.Span;
            bytes = bytes[count..];
        }

        return taken;
    }
}
