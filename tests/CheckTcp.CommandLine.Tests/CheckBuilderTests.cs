using CheckTcp.CommandLine.Options;
using static CheckTcp.CommandLine.Tests.Reading;

namespace CheckTcp.CommandLine.Tests;

public class CheckBuilderTests
{
    /// <summary>Texts that the original's options take, where an empty one is as good as none.</summary>
    private static readonly string[] Originals = ["hostname", "unix-sock", "service", "send", "expect-pattern", "quit", "status-as"];

    public static TheoryData<string> OptionsWithValue =>
        [.. OptionTable.All.Where(option => !option.IsFlag && !Originals.Contains(option.Long)).Select(option => option.Long)];

    [Theory] // --pin "$PIN" with a variable that is not set would pin nothing, and pass
    [MemberData(nameof(OptionsWithValue))]
    public void An_empty_value_of_an_option_that_the_original_lacks_never_passes_for_none(string option)
    {
        CheckCommand command = CheckCommand.Parse(["-Sp1", $"--{option}="]);

        Assert.True(command is UsageErrorCommand || command is SenselessCommand { Judgement.Message: var message }
            && message.StartsWith($"--{option}: the value is empty; give one, or leave the option out", StringComparison.Ordinal), $"{command}");
    }

    [Fact]
    public void An_empty_value_of_the_originals_options_is_as_good_as_none()
    {
        TcpCheck check = Check(["-p1", .. Originals.Select(option => $"--{option}=")]);

        Assert.Equal(Target.Tcp(null, 1), check.Target);
        Assert.Empty(check.Steps);
    }

    [Fact]
    public void A_port_alone_is_connected_to_on_the_local_machine()
    {
        TcpCheck check = Check("-p", "21");

        Assert.Equal(new TcpCheck { Target = Target.Tcp(null, 21), Steps = check.Steps }, check);
        Assert.Empty(check.Steps);
    }

    [Fact]
    public void The_defaults_are_those_of_a_check()
    {
        TcpCheck check = Check("-p", "21");

        Assert.Equal(TimeSpan.FromSeconds(10), check.Limits.Timeout);
        Assert.Equal("TCP", check.Name);
        Assert.Equal(Status.Critical, check.FailureStatus);
    }

    [Theory]
    [InlineData("ftp", 21, false, "expect \"^(?:120(?:-.*\\n(?:.*\\n)*120)?(?:[ \\r].*)?\\n)?220(?:-.*\\n(?:.*\\n)*220)?(?:\\n|[ \\r].*(?:\\n|\\z))\"; quit \"QUIT\\r\\n\"")]
    [InlineData("POP", 110, false, "expect \"^\\+OK\"; quit \"QUIT\\r\\n\"")]
    [InlineData("sPop", 995, true, "expect \"^\\+OK\"; quit \"QUIT\\r\\n\"")]
    [InlineData("IMAP", 143, false, "expect \"^\\* (?:OK|PREAUTH)\"; quit \"a1 LOGOUT\\r\\n\"")]
    [InlineData("SIMAP", 993, true, "expect \"^\\* (?:OK|PREAUTH)\"; quit \"a1 LOGOUT\\r\\n\"")]
    [InlineData("SMTP", 25, false, "expect \"^(?:220-.*\\n)*220(?:\\n|[ \\r].*(?:\\n|\\z))\"; quit \"QUIT\\r\\n\"")]
    [InlineData("SSMTP", 465, true, "expect \"^(?:220-.*\\n)*220(?:\\n|[ \\r].*(?:\\n|\\z))\"; quit \"QUIT\\r\\n\"")]
    [InlineData("GEARMAN", 7003, false, "send \"version\\n\"; expect \"\\A(OK )?[0-9]+(\\.[0-9]+)+[-+~.0-9A-Za-z]*\\n\\z\"")]
    public void A_service_fills_in_what_is_not_given(string service, int port, bool tls, string dialogue)
    {
        TcpCheck check = Check("--service", service);

        Assert.Equal((service.ToUpperInvariant(), port, tls), (check.Name, check.Target.Port, check.Tls is not null));
        Assert.Equal(dialogue, Steps("--service", service));
    }

    [Theory]
    [InlineData("send \"version\\n\"; expect \"\\A(OK )?[0-9]+(\\.[0-9]+)+[-+~.0-9A-Za-z]*\\n\\z\"; quit \"bye\\r\\n\"", "-q", "bye")]
    [InlineData("send \"status\"; expect \"\\A(OK )?[0-9]+(\\.[0-9]+)+[-+~.0-9A-Za-z]*\\n\\z\"", "-s", "status")]
    [InlineData("send \"version\\n\"; expect \"1\"", "-e", "1")]
    [InlineData("send \"version\\n\"; expect \"\\A(OK )?[0-9]+(\\.[0-9]+)+[-+~.0-9A-Za-z]*\\n\\z\"", "-s", "", "-e", "", "-q", "")]
    public void What_is_given_wins_over_the_service(string dialogue, params string[] arguments) =>
        Assert.Equal(dialogue, Steps(["--service=gearman", .. arguments]));

    [Fact]
    public void A_port_that_is_given_wins_over_the_service()
    {
        Assert.Equal(2121, Check("--service=ftp", "-p2121").Target.Port);
        Assert.Equal(21, Check("--service=ftp", "-p0").Target.Port);
    }

    [Theory]
    [InlineData("send \"a\\nb\"; quit \"c\\td\"", @"-s=a\nb", "-q=c\\td", "-E")] // tab shown as it is
    [InlineData("send \"a\\\\nb\"; quit \"bye\\r\\n\"", "-s=a\\\\nb", "-q=bye")]
    [InlineData("send \"a\"; quit \"bye\"", "-s=a", "-q=bye", "-E")]
    [InlineData("send \"a\"; quit \"bye\\r\\n\"", "-s=a", @"-q=bye\r\n", "-E")]
    [InlineData("quit \"bye\\n\\r\\n\"", "-q=\"bye\\n\"")]
    public void Escapes_are_understood_on_request_and_otherwise_quit_ends_its_line(string dialogue, params string[] arguments) =>
        Assert.Equal(dialogue.Replace(@"\t", "\t"), Steps(["-p21", .. arguments]));

    [Fact]
    public void Bytes_that_are_no_utf8_are_sent_as_they_are() =>
        Assert.Equal("send \"\u00FF\u00C3\u00A9\"", Steps("-p21", "-E", "-s", ByteText.Decode([0xFF, 0xC3, 0xA9])));

    [Fact]
    public void The_wait_stands_between_sending_and_reading() => Assert.Equal(
        "send \"a\"; wait 0.25; expect \"b\"; quit \"c\\r\\n\"", Steps("-p21", "-qc", "-eb", "-d.25", "-sa"));

    [Theory]
    [InlineData("wait 3600", "3600")]
    [InlineData("wait 1E-07", "1e-9")] // more than zero stays so
    [InlineData("", "0")]
    [InlineData("", "-1")]
    [InlineData("", "-Inf")]
    [InlineData("", "NaN")]
    public void A_wait_lasts_up_to_an_hour(string dialogue, string seconds) => Assert.Equal(dialogue, Steps("-p21", $"-d={seconds}"));

    [Theory]
    [InlineData("3", 3)]
    [InlineData("0.5", 0.5)]
    [InlineData("1e-9", 0.0000001)] // more than zero stays so
    public void A_threshold_is_seconds(string text, double seconds)
    {
        Thresholds thresholds = Check("-p21", $"-w={text}", $"-c={text}").Thresholds;

        Assert.Equal(seconds, thresholds.Warning!.Value.TotalSeconds);
        Assert.Equal(seconds, thresholds.Critical!.Value.TotalSeconds);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-3")]
    [InlineData("NaN")]
    [InlineData("-Inf")]
    [InlineData("Inf")]
    [InlineData("1e308")]
    public void A_threshold_of_zero_or_less_or_beyond_any_deadline_never_fires(string text) =>
        Assert.Equal(Thresholds.None, Check("-p21", $"-w={text}", $"-c={text}").Thresholds);

    [Theory]
    [InlineData("10", 10)]
    [InlineData("0.5", 0.5)]
    [InlineData("1e-9", 0.0000001)]
    public void The_timeout_is_seconds(string text, double seconds) =>
        Assert.Equal(seconds, Check("-p21", $"-t={text}").Limits.Timeout.TotalSeconds);

    [Theory]
    [InlineData("0")] // as in the original
    [InlineData("Inf")]
    [InlineData("1e308")]
    [InlineData("2073601")]
    public void A_timeout_of_zero_or_beyond_any_timer_is_the_longest_there_is(string text) =>
        Assert.Equal(Limits.MaxTimeout, Check("-p21", $"-t={text}").Limits.Timeout);

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("9223372036854775807", long.MaxValue)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    public void A_bound_on_the_response_is_more_than_zero_bytes(string text, long? expected) =>
        Assert.Equal(expected, Check("-p21", $"-m={text}").Limits.MaxBytes);

    [Theory]
    [InlineData(AddressFamilies.Any)]
    [InlineData(AddressFamilies.IPv4, "-4")]
    [InlineData(AddressFamilies.IPv6, "-6")]
    [InlineData(AddressFamilies.IPv6, "-4", "-6")]
    [InlineData(AddressFamilies.IPv4, "-6", "--use-ipv4")]
    [InlineData(AddressFamilies.IPv6, "-46")]
    [InlineData(AddressFamilies.IPv4, "-4", "-H127.0.0.1")]
    [InlineData(AddressFamilies.IPv6, "-6", "-H[::1]")]
    public void One_family_is_used_on_request(AddressFamilies expected, params string[] arguments) =>
        Assert.Equal(expected, Check(["-p21", .. arguments]).Target.Families);

    [Fact]
    public void A_socket_wins_and_what_is_given_beside_it_is_kept_to_be_shown()
    {
        Assert.Equal(Target.UnixSocket("/run/app.sock", "db1", 5432), Check("-U/run/app.sock", "-Hdb1", "-p5432").Target);
        Assert.Equal(Target.UnixSocket("@app"), Check("-U", "@app").Target);
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, true, "-S")]
    [InlineData(true, false, "-S", "--no-check-certificate")]
    [InlineData(true, false, "--service=simap", "--no-check-certificate")]
    [InlineData(false, null, "--no-check-certificate")]
    public void Tls_is_used_on_request_and_verifies_unless_told_not_to(bool tls, bool? verifies, params string[] arguments)
    {
        TcpCheck check = Check(["-p21", .. arguments]);

        Assert.Equal((tls, verifies), (check.Tls is not null, check.Tls?.VerifyCertificate));
    }

    [Fact]
    public void Flags_of_the_verdict_are_kept()
    {
        TcpCheck check = Check("-p21", "-WC", "--status-as", "warning=ok");

        Assert.Equal((Status.Warning, true, Status.Ok), (check.FailureStatus, check.ExpectClosed, check.StatusMap[Status.Warning]));
    }

    [Fact]
    public void A_map_that_is_empty_maps_nothing() =>
        Assert.Equal(StatusMap.Unchanged, Check("-p21", "--status-as=OK=CRITICAL", "--status-as=").StatusMap);
}
