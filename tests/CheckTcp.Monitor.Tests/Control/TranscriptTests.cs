using System.Net;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Control;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Tests.Control;

public class TranscriptTests
{
    private static readonly AddressAttempt Connected = new(new IPEndPoint(IPAddress.Loopback, 21), null, Connected: true);

    [Fact]
    public void Words_stand_in_the_order_in_which_they_were_spoken()
    {
        var run = (RunCommand)CheckCommand.Parse(["-p", "80", "-E", "-s", @"GET /\r\n", "-d", "1.5", "-e", "OK", "-q", @"BYE\r\n"]);
        var seen = new Observation
        {
            Attempts = [Connected],
            Response = "200\r\nO\x1BK"u8.ToArray(),
            BytesReceived = 8,
            BytesSent = 12,
        };

        Assert.Equal([@"> GET /\r\n", "~ waited 1.5 s", @"< 200\r\n", @"< O\x1BK", @"> BYE\r\n"], Transcript.Of(run.Check, seen));
    }

    [Fact]
    public void What_was_not_sent_any_more_is_not_told()
    {
        var run = (RunCommand)CheckCommand.Parse(["-p", "21", "-e", "^220", "-q", "QUIT"]);
        var seen = new Observation { Attempts = [Connected], Response = "500 no\r\n"u8.ToArray(), BytesReceived = 8 };

        Assert.Equal([@"< 500 no\r\n"], Transcript.Of(run.Check, seen));
    }

    [Fact]
    public void Bytes_that_were_not_kept_are_counted()
    {
        var run = (RunCommand)CheckCommand.Parse(["-p", "21", "-e", "^220"]);
        var seen = new Observation { Attempts = [Connected], Response = "x"u8.ToArray(), BytesReceived = 101 };

        Assert.Equal(["< x", "~ 100 bytes more were received and not kept"], Transcript.Of(run.Check, seen));
    }

    [Fact]
    public void Without_a_connection_nothing_was_said() =>
        Assert.Empty(Transcript.Of(((RunCommand)CheckCommand.Parse(["-p", "21", "-e", "^220"])).Check, new Observation()));
}
