using static CheckTcp.CommandLine.Tests.Reading;

namespace CheckTcp.CommandLine.Tests;

public class ThresholdListTests
{
    [Fact]
    public void Every_phase_has_its_threshold()
    {
        Thresholds thresholds = Check("-p21", "-w", "resolve=1,connect=2,proxy=7,tls=3,first-byte=4,dialogue=5,total=6", "-c", "tls=0.5").Thresholds;

        var expected = new Thresholds
        {
            Warning = TimeSpan.FromSeconds(6),
            WarningPhases = new PhaseThresholds
            {
                Resolve = TimeSpan.FromSeconds(1),
                Connect = TimeSpan.FromSeconds(2),
                Proxy = TimeSpan.FromSeconds(7),
                Tls = TimeSpan.FromSeconds(3),
                FirstByte = TimeSpan.FromSeconds(4),
                Dialogue = TimeSpan.FromSeconds(5),
            },
            CriticalPhases = new PhaseThresholds { Tls = TimeSpan.FromSeconds(0.5) },
        };
        Assert.Equal(expected, thresholds);
    }

    [Fact]
    public void The_names_are_those_of_the_phases() =>
        Assert.Equal(ThresholdList.Names, $"{string.Join(", ", new PhaseTimings().InOrder().Select(phase => phase.Phase))} and total");

    [Theory]
    [InlineData("-w3", "-wtotal=3")]
    [InlineData("-w=connect=0.1", "--warning=connect=.1")]
    [InlineData("-wconnect=0.1", "-w=CONNECT=1e-1")]
    [InlineData("-wconnect=0.1,tls=3", "-w=tls=3 , connect = 0.1")]
    [InlineData("-wconnect=1e-9", "-wconnect=0.0000001")] // more than zero stays so
    [InlineData("-p21", "-wconnect=0,dialogue=Inf")] // these never fire
    public void It_is_spelled_in_several_ways(string one, string other) =>
        Assert.Equal(Check("-p21", one).Thresholds, Check("-p21", other).Thresholds);

    [Fact]
    public void Of_an_option_given_twice_the_last_one_counts_as_a_whole() => Assert.Equal(
        new Thresholds { WarningPhases = new PhaseThresholds { Tls = TimeSpan.FromSeconds(2) } },
        Check("-p21", "-w1", "-wconnect=1", "-wtls=2").Thresholds);

    [Theory]
    [InlineData("10s", "not a decimal number of seconds, such as 3 or 0.5")]
    [InlineData("1,5", "not a decimal number of seconds, such as 3 or 0.5")]
    [InlineData("connect=0.1,3", "\"3\" is no pair such as connect=0.1; phases are resolve, connect, proxy, tls, first-byte, dialogue and total")]
    [InlineData("connect=0.1,", "\"\" is no pair such as connect=0.1; phases are resolve, connect, proxy, tls, first-byte, dialogue and total")]
    [InlineData("handshake=1", "\"handshake\" is no phase; phases are resolve, connect, proxy, tls, first-byte, dialogue and total")]
    [InlineData("=1", "\"\" is no phase; phases are resolve, connect, proxy, tls, first-byte, dialogue and total")]
    [InlineData("tls=1,connect=100ms", "the time of \"connect=100ms\" is not a decimal number of seconds, such as 3 or 0.5")]
    [InlineData("tls=", "the time of \"tls=\" is not a decimal number of seconds, such as 3 or 0.5")]
    [InlineData("tls=1=2", "the time of \"tls=1=2\" is not a decimal number of seconds, such as 3 or 0.5")]
    [InlineData("tls=1,connect=2,TLS=3", "tls is given twice; keep one of the pairs")]
    [InlineData("total=0,total=3", "total is given twice; keep one of the pairs")]
    [InlineData("connect=-1", "\"connect=-1\" would never be exceeded; give seconds from 0 up, such as connect=0.1, or leave the pair out")]
    [InlineData("tls=1,total=NaN", "\"total=NaN\" would never be exceeded; give seconds from 0 up, such as total=0.1, or leave the pair out")]
    public void A_bad_list_is_a_usage_error_that_names_the_part_and_the_mend(string list, string fault)
    {
        Assert.Equal($"check-tcp: --warning {list}: {fault}; see check-tcp --help", UsageError("-p21", "--warning", list));
        Assert.Equal($"check-tcp: -c {list}: {fault}; see check-tcp --help", UsageError("-p21", "-c", list));
    }
}
