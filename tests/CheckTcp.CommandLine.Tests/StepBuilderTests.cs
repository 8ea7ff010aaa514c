using static CheckTcp.CommandLine.Tests.Reading;

namespace CheckTcp.CommandLine.Tests;

public class StepBuilderTests
{
    [Fact]
    public void Steps_are_taken_in_their_order_with_the_goodbye_at_the_end() => Assert.Equal(
        "line \"^220 (?P<v>.*)\"; \"login\":; send \"EHLO me\\r\\n\"; reject \"^5\"; line \"^250 \"; send \"x${v}\"; wait 0.5; starttls; bytes 16 03 ??; "
        + "send \"\0\u0001\"; record v as \"<${v}>\"; quit \"QUIT\\r\\n\"",
        Steps(
            "-p", "25", "--quit", "QUIT", "--step", "expect=^220 (?P<v>.*)", "--step", "label=login", "--step", @"send=EHLO me\r\n", "--step", "reject=^5",
            "--step", "expect=^250 ", "--step", "send=x${v}", "--step", "wait=0.5", "--step=starttls", "--step", "expect-bytes=16 03 ??", "--step",
            "send-bytes=0001", "--step", "label=v=<${v}>"));

    [Fact]
    public void A_service_gives_its_port_its_TLS_and_its_goodbye_to_steps()
    {
        TcpCheck check = Check("--service", "ssmtp", "--step", "expect=^220 x");

        Assert.Equal((465, true, "SSMTP"), (check.Target.Port, check.Tls is not null, check.Name));
        Assert.Equal(2, check.Steps.Length);
        Assert.IsType<QuitStep>(check.Steps[1]);
    }

    [Fact]
    public void Dollars_that_are_no_reference_are_sent_as_they_are() =>
        Assert.Equal("send \"$5 ${x} $\"", Steps("-p", "1", "--step", "send=$5 $${x} $"));

    [Theory]
    [InlineData("expect", "it needs a value, expect=...")]
    [InlineData("starttls=smtp", "it takes no value")]
    [InlineData("expect=(", "missing closing )")]
    [InlineData("reject=(", "missing closing )")]
    [InlineData("expect-bytes=1", "one is missing")]
    [InlineData("wait=x", "not a decimal number of seconds")]
    [InlineData("wait=0", "more than 0 and at most 3600 seconds")]
    [InlineData("wait=4000", "more than 0 and at most 3600 seconds")]
    [InlineData("label=x=${1}", "no expect= before it captures ${1}")]
    [InlineData("label==x", "has a name before the =")]
    public void A_step_that_makes_no_sense_is_told_with_the_mend(string step, string fault)
    {
        string message = Senseless("-p", "1", "--step", step).Message;

        Assert.StartsWith($"--step {step}: ", message, StringComparison.Ordinal);
        Assert.Contains(fault.Replace("|", @"\x7C", StringComparison.Ordinal), message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("send=", "--step 2 (send): it needs a value, send=...")]
    [InlineData("send=PASS a${b", "--step 2 (send): after ${ stands the name or number of a group and }; write $${ for ${ itself")]
    [InlineData("send=PASS a${b}", "--step 2 (send): no expect= before it captures ${b}; write $${ for ${ itself")]
    [InlineData("send-bytes=1?", "--step 2 (send-bytes): what is sent is known to the last bit; leave out ? and |")]
    [InlineData("sned=PASS a", "--step 2 (sned): there is no such kind; kinds are expect, reject, send, expect-bytes, send-bytes, starttls, wait and label")]
    [InlineData("PASS a", "--step 2 (no kind): there is no such kind; kinds are expect, reject, send, expect-bytes, send-bytes, starttls, wait and label")]
    public void What_is_sent_may_be_a_password_and_is_not_shown(string step, string fault) =>
        Assert.Equal(fault.Replace("|", @"\x7C", StringComparison.Ordinal), Senseless("-p", "1", "--step", "wait=1", "--step", step).Message);

    [Theory]
    [InlineData("no expect= before it captures ${0}", "send=${0}")]
    [InlineData("no expect= before it captures ${1}", "expect-bytes=00", "send=${1}")]
    [InlineData("the last expect= before it has no group for ${2}", "expect=(x)", "send=${0}${1}${2}")]
    [InlineData("the last expect= before it has no group for ${1}", "expect=(x)", "expect=y", "send=${0}${1}")]
    [InlineData("the last expect= before it has no group for ${01}", "expect=(x)", "send=${01}")]
    [InlineData("no expect= before it captures ${w}", "expect=(?P<v>x)", "expect=y", "send=${0}${v}${w}")]
    public void A_number_counts_the_groups_of_the_last_expect_and_a_name_is_of_any(string fault, params string[] steps) =>
        Assert.Contains($": {fault}; write ", Senseless(["-p", "1", .. steps.Select(step => $"--step={step}")]).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_fault_of_every_step_is_told_at_once()
    {
        string message = Senseless("-p", "1", "--step", "expect=(", "--step", "wait=0", "--step", "reject=x").Message;

        Assert.Contains("expect=(", message, StringComparison.Ordinal);
        Assert.Contains("wait=0", message, StringComparison.Ordinal);
        Assert.Contains("no expect= follows", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rejection_belongs_to_an_expect_and_not_to_bytes() => Assert.Contains(
        "reject= belongs to an expect=", Senseless("-p", "1", "--step", "reject=x", "--step", "expect-bytes=00").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("-S")]
    [InlineData("--service=ssmtp")]
    [InlineData("--step=starttls")]
    public void TLS_is_started_once(string other) =>
        Assert.Contains("--step starttls: ", Senseless("-p", "1", other, "--step", "starttls").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("-s", "x", "--send beside --step: give it as a step, send=")]
    [InlineData("-e", "x", "--expect-pattern beside --step: give it as a step, expect=")]
    [InlineData("-d", "1", "--delay beside --step: give it as a step, wait=")]
    [InlineData("--or-expect", "x", "--or-expect beside --step")]
    [InlineData("--and-expect", "x", "--and-expect beside --step")]
    [InlineData("--reject", "x", "--reject beside --step")]
    public void What_a_step_says_is_not_said_beside_it(string option, string value, string fault) =>
        Assert.Contains(fault, Senseless("-p", "1", option, value, "--step", "expect=x").Message, StringComparison.Ordinal);

    [Fact]
    public void Several_patterns_on_one_answer_are_put_together()
    {
        TcpCheck check = Check(
            "-p", "1", "-e", "a", "--or-expect", "b", "--or-expect", "c", "--and-expect", "d", "--and-expect", "e", "--reject", "f", "--reject", "g");

        Assert.Equal(["f", "g"], check.Steps.OfType<RejectStep>().Select(step => step.Pattern.Text));
        ExpectStep expect = Assert.IsType<ExpectStep>(check.Steps[^1]);
        Assert.Equal("a", expect.Pattern.Text);
        Assert.Equal(["b", "c"], expect.Alternatives.Select(pattern => pattern.Text));
        Assert.Equal(["d", "e"], expect.Requirements.Select(pattern => pattern.Text));
    }

    [Theory]
    [InlineData("--or-expect")]
    [InlineData("--and-expect")]
    public void A_further_pattern_can_stand_alone(string option) => Assert.Equal("expect \"x\"", Steps("-p", "1", option, "x"));

    [Theory]
    [InlineData("--or-expect")]
    [InlineData("--and-expect")]
    [InlineData("--reject")]
    public void A_further_pattern_that_is_empty_or_none_is_refused(string option)
    {
        Assert.Contains($"{option}: the value is empty", Senseless("-p", "1", "-e", "x", option, "").Message, StringComparison.Ordinal);
        Assert.Contains($"{option} (: ", Senseless("-p", "1", "-e", "x", option, "(").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void To_reject_alone_would_never_end() =>
        Assert.Contains("--reject: give --expect-pattern, too", Senseless("-p", "1", "--reject", "x").Message, StringComparison.Ordinal);

    [Fact]
    public void The_last_send_and_pattern_still_count_alone() =>
        Assert.Equal("send \"b\"; expect \"y\"", Steps("-p", "1", "-s", "a", "-s", "b", "-e", "x", "-e", "y"));
}
