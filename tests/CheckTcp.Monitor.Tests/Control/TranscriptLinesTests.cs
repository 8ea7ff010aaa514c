using System.Text;
using CheckTcp.Monitor.Control;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Tests.Control;

public class TranscriptLinesTests
{
    [Fact]
    public void Words_stand_in_the_order_in_which_they_were_spoken_a_line_each()
    {
        var transcript = new Transcript
        {
            Pieces = [Piece(1, Direction.Sent, "STARTTLS\r\n"), Piece(2, Direction.Received, "220-a\r\n220 b"), Piece(3, Direction.Sent, "O\u001BK")],
            TlsFrom = TimeSpan.FromSeconds(2.5),
        };

        Assert.Equal([@"> STARTTLS\r\n", @"< 220-a\r\n", "< 220 b", "~ TLS begins", @"> O\x1BK"], TranscriptLines.Of(new Observation { Transcript = transcript }));
    }

    [Fact]
    public void Bytes_that_were_not_kept_are_counted()
    {
        var transcript = new Transcript { Pieces = [Piece(1, Direction.Received, "x")], OmittedReceived = 100, OmittedSent = 1 };

        Assert.Equal(["< x", "~ 1 bytes more were sent and not kept", "~ 100 bytes more were received and not kept"], TranscriptLines.Of(new Observation { Transcript = transcript }));
    }

    private static Spoken Piece(int second, Direction direction, string text) =>
        new(TimeSpan.FromSeconds(second), direction, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Attempts_and_addresses_have_headings()
    {
        var seen = new Observation
        {
            FailedAttempts = [new FailedAttempt(null, TimeSpan.Zero) { Transcript = new Transcript { TlsFrom = TimeSpan.Zero } }],
            Addresses = [new(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 1), new Observation { Transcript = new Transcript { OmittedSent = 1 } })],
        };

        Assert.Equal(["~ attempt 1", "~ TLS begins", "~ 127.0.0.1:1", "~ 1 bytes more were sent and not kept"], TranscriptLines.Of(seen));
    }
}
