using System.Net;
using System.Text;
using CheckTcp.CommandLine.Formats;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Tests.Formats;

public class TranscriptReportTests
{
    private static readonly Transcript Long = new()
    {
        Pieces =
        [
            new Spoken(TimeSpan.FromMilliseconds(1.5), Direction.Received, Encoding.UTF8.GetBytes("220 réady\r\n and more")),
            new Spoken(TimeSpan.FromSeconds(2), Direction.Sent, "QUIT\r\n"u8.ToArray()),
        ],
        TlsFrom = TimeSpan.FromSeconds(1),
        OmittedReceived = 7,
    };

    [Fact]
    public void Every_byte_stands_there_in_hexadecimal_and_as_text() => Assert.Equal(
        """
        0.001500 s received 21 bytes
          0000  32 32 30 20 72 c3 a9 61 64 79 0d 0a 20 61 6e 64  220 r..ady.. and
          0010  20 6d 6f 72 65                                    more
        1.000000 s TLS begins
        2.000000 s sent 6 bytes
          0000  51 55 49 54 0d 0a                                QUIT..
        not kept: 0 bytes sent, 7 bytes received

        """,
        TranscriptReport.Of(Long));

    [Fact]
    public void That_TLS_began_is_told_also_where_nothing_was_said_after_it() => Assert.Equal(
        """
        1.000000 s received 1 bytes
          0000  78                                               x
        2.000000 s TLS begins

        """,
        TranscriptReport.Of(new Transcript
        {
            Pieces = [new Spoken(TimeSpan.FromSeconds(1), Direction.Received, "x"u8.ToArray())],
            TlsFrom = TimeSpan.FromSeconds(2),
        }));

    [Fact]
    public void Each_attempt_has_its_own_also_one_that_was_cut_off()
    {
        var failure = new Failure(Phase.Expect, FailureCause.Mismatch, "words");
        var seen = new Observation
        {
            FailedAttempts =
            [
                new FailedAttempt(failure, TimeSpan.Zero) { Transcript = new Transcript { OmittedSent = 1 } },
                new FailedAttempt(failure, TimeSpan.Zero),
            ],
            Transcript = new Transcript { OmittedSent = 3 },
            CutOffAttempt = new FailedAttempt(failure, TimeSpan.Zero) { Transcript = new Transcript { OmittedSent = 4 } },
        };

        Assert.Equal(
            [("attempt 1", 1), ("attempt 3", 3), ("attempt 4", 4)], TranscriptReport.Parts(seen).Select(part => (part.Heading, part.Transcript.OmittedSent)));
        Assert.StartsWith("attempt 1:\nnot kept: 1 bytes sent, 0 bytes received\nattempt 3:\n", TranscriptReport.Of(seen), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_address_that_was_checked_by_itself_has_its_own()
    {
        var seen = new Observation
        {
            Transcript = Long,
            Addresses =
            [
                new(new IPEndPoint(IPAddress.Loopback, 1), new Observation { Transcript = new Transcript { OmittedSent = 1 } }),
                new(new IPEndPoint(IPAddress.Loopback, 2), new Observation()),
                new(new IPEndPoint(IPAddress.Loopback, 3), new Observation { Transcript = new Transcript { OmittedSent = 3 } }),
            ],
        };

        Assert.Equal(
            "127.0.0.1:1:\nnot kept: 1 bytes sent, 0 bytes received\n127.0.0.1:3:\nnot kept: 3 bytes sent, 0 bytes received\n", TranscriptReport.Of(seen));
    }

    [Fact]
    public void Without_one_there_is_nothing_to_tell() => Assert.Equal("", TranscriptReport.Of(new Observation()));

    [Fact]
    public void Programs_get_the_same()
    {
        string json = JsonReport.Of(new Judgement("TCP", Status.Ok, "fine"), new Observation { Transcript = Long });

        Assert.Contains(
            """
            "transcript":{"tlsFrom":1,"pieces":[{"at":0.0015,"direction":"received","text":"220 réady\\r\\n and more","hex":"3232302072c3a96164790d0a20616e64206d6f7265"},{"at":2,"direction":"sent","text":"QUIT\\r\\n","hex":"515549540d0a"}],"omittedSent":0,"omittedReceived":7}
            """.Trim(),
            json,
            StringComparison.Ordinal);
    }
}
