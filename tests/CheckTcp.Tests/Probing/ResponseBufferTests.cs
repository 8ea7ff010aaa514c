using CheckTcp.Probing;
using CsCheck;

namespace CheckTcp.Tests.Probing;

public class ResponseBufferTests
{
    [Fact]
    public void Nothing_has_come_at_first()
    {
        using var buffer = new ResponseBuffer(10);

        Assert.Equal(0, buffer.Received);
        Assert.True(buffer.Kept.IsEmpty);
        Assert.False(buffer.Segment.IsEmpty);
    }

    [Fact]
    public void The_first_bytes_are_kept_and_all_are_counted() =>
        Gen.Select(Gen.Int[1, 100], Gen.Byte.Array[0, 60].Array[0, 8]).Sample((keptAtMost, segments) =>
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
        Receive(buffer, new byte[buffer.Segment.Length]);
        int room = buffer.Segment.Length;

        while (buffer.Received < 10 * KeptAtMost)
        {
            buffer.Take(room);
        }

        Assert.Equal(room, buffer.Segment.Length);
        Assert.Equal(KeptAtMost, buffer.Kept.Length);
    }

    private static void Receive(ResponseBuffer buffer, byte[] segment)
    {
        segment.CopyTo(buffer.Segment);
        buffer.Take(segment.Length);
    }
}
