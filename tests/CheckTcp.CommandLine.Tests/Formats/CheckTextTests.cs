using CheckTcp.CommandLine.Formats;

namespace CheckTcp.CommandLine.Tests.Formats;

public class CheckTextTests
{
    [Theory]
    [InlineData(", expect \"a\" or \"b\" and \"c\"", "-e", "a", "--or-expect", "b", "--and-expect", "c")]
    [InlineData(", reject \"x\", expect \"a\"", "-e", "a", "--reject", "x")]
    [InlineData(", send \"hi\", wait 2.5s", "-s", "hi", "-d", "2.5")]
    [InlineData(", \"login\":, expect line \"^(.)\", send \"${1}\", record v as \"${1}\"",
        "--step", "label=login", "--step", "expect=^(.)", "--step", "send=${1}", "--step", "label=v=${1}")]
    [InlineData(", expect bytes 16 03, start TLS with any certificate", "--step", "expect-bytes=16 03", "--step", "starttls", "--no-check-certificate")]
    [InlineData(", answer read up to 12 bytes", "-m", "12")]
    [InlineData(", IPv4 only", "-4")]
    [InlineData(", from 192.0.2.1", "--source", "192.0.2.1")]
    [InlineData(", through http://p:1080", "--proxy", "http://joe:hunter2@p:1080")]
    [InlineData(", PROXY protocol 2,", "--proxy-protocol", "2")]
    [InlineData(", PROXY protocol 2 (LOCAL),", "--proxy-protocol", "2-local")]
    [InlineData(", at least 2 of all addresses", "--all-addresses", "2")]
    [InlineData(", expected to refuse", "-C", "--closed-by", "refused")]
    [InlineData(", TLS 1.3 for mail.example, offering h2", "-S", "--tls-min", "1.3", "--sni", "mail.example", "--alpn", "h2")]
    [InlineData(", TLS, allowing what old servers need", "-S", "--tls-legacy")]
    [InlineData(", tried again up to 3 times after 2s", "--retries", "3", "--retry-delay", "2")]
    [InlineData(", failure is WARNING", "-W")]
    [InlineData(", OK told as CRITICAL, UNKNOWN told as WARNING", "--status-as", "UNKNOWN=WARNING,OK=CRITICAL")]
    [InlineData(", answer not shown", "--jail")]
    [InlineData(", transcript kept", "--transcript")]
    public void What_is_not_as_usual_is_told(string words, params string[] arguments)
    {
        TcpCheck check = Assert.IsType<RunCommand>(CheckCommand.Parse(["-p", "25", .. arguments])).Check;

        string told = CheckText.InOneLine(check);

        Assert.StartsWith("TCP at localhost:25", told, StringComparison.Ordinal);
        Assert.Contains(words, told, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_that_is_told() =>
        Assert.Equal("TCP at localhost:25, timeout 10s", CheckText.InOneLine(Assert.IsType<RunCommand>(CheckCommand.Parse(["-p", "25"])).Check));

    [Fact]
    public void A_short_secret_is_not_hidden_in_our_own_words()
    {
        TcpCheck check = Assert.IsType<RunCommand>(CheckCommand.Parse(
            ["-H", "one.example", "-p", "25", "--secret", "e", "-S", "--sni", "me.example", "--step", "send=e e", "--step", "expect=^e", "--step", "label=e",
                "--proxy", "socks5://e:1"])).Check;

        Assert.Equal(
            "TCP at on*.*xampl*:25, through socks5://*:1, TLS for m*.*xampl*, send \"* *\", expect line \"^*\", \"*\":, timeout 10s",
            CheckText.InOneLine(check));
    }

    [Fact]
    public void Secrets_are_hidden_and_lines_do_not_tell_what_is_sent()
    {
        TcpCheck check = Assert.IsType<RunCommand>(
            CheckCommand.Parse(["-p", "25", "--secret", "hunter2", "--step", "send=PASS hunter2", "--step", "expect=^hunter2\n", "-q", "bye"])).Check;

        Assert.Contains("send \"PASS *******\", expect line \"^*******\n\", quit with \"bye\r\n\"", CheckText.InOneLine(check), StringComparison.Ordinal);
        Assert.Equal("TCP at localhost:25\nstep 1: send\nstep 2: expect line \"^*******\\n\"\nstep 3: quit\ntimeout 10s\n", CheckText.InLines(check));
    }

    [Theory]
    [InlineData(@"send ""a\\r\\n"", quit with ""b\\n" + "\r\n\"", "-s", @"a\r\n", "-q", @"b\n")]
    [InlineData("send \"a\r\n\", quit with \"b\n\"", "-E", "-s", @"a\r\n", "-q", @"b\n")]
    public void A_line_end_and_its_escape_look_different(string words, params string[] arguments) =>
        Assert.Contains(words, CheckText.InOneLine(CheckOf(arguments)), StringComparison.Ordinal);

    [Fact]
    public void What_is_sent_can_be_left_out() =>
        Assert.DoesNotContain("hush", CheckText.InOneLine(CheckOf("-s", "hush", "-q", "hush"), showsSent: false), StringComparison.Ordinal);

    private static TcpCheck CheckOf(params string[] arguments) => Assert.IsType<RunCommand>(CheckCommand.Parse(["-p", "25", .. arguments])).Check;
}
