using System.Diagnostics;
using CheckTcp.CommandLine.DialogueFiles;
using CheckTcp.TestSupport;
using CsCheck;

namespace CheckTcp.CommandLine.Tests.DialogueFiles;

public sealed class TomlDialogueTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Steps_are_those_of_the_command_line_in_their_order() => Assert.Equal(
        "line \"^220 (?P<v>\\S+)\"; \"login\":; reject \"^5\"; line \"^250 \"; send \"EHLO \\\\r\r\n\t${v}\"; wait 0.5; wait 2; bytes 16 03 ??; starttls; "
        + "record v as \"${v}\"; line \"more\"; quit \"QUIT\\r\\n\"",
        Reading.Words(Parse(
            """
            [[step]]
            expect = '^220 (?P<v>\S+)'
            [[step]]
            label = "login"
            [[step]]
            reject = "^5"
            [[step]]
            expect = "^250 "

            [[step]]
            send = "EHLO \\\\r\r\n\t${v}"
            [[step]]
            wait = 0.5
            [[step]]
            wait = 2
            [[step]]
            expect-bytes = "16 03 ??"
            [[step]]
            starttls = true
            [[step]]
            label = "v=${v}"
            """,
            "-p", "25", "--quit", "QUIT", "--step", "expect=more")).Split(" RunCommand")[0]);

    [Theory]
    [InlineData("expect = 'x'", "line 1: a step is a table: write [[step]] above it")]
    [InlineData("", "there are no steps")]
    [InlineData("[step]\nexpect = 'x'", "line 1: [step] is no step; write [[step]]")]
    [InlineData("\n[[steps]]\nexpect = 'x'", "line 2: [steps] is no step")]
    [InlineData("[[step]]\nexpect = 'x'\nsend = 'y'", "line 1: a step has one key")]
    [InlineData("[[step]]", "line 1: a step has one key")]
    [InlineData("[[step]]\nexpect = 5", "line 2: expect takes a text in quotes")]
    [InlineData("[[step]]\nwait = '5'", "line 2: wait takes a number of seconds")]
    [InlineData("[[step]]\nstarttls = false", "line 2: write starttls = true")]
    [InlineData("[[step]]\nexpect = '(", "line 2: not TOML: ")]
    [InlineData("[[step]]\nsay = 'hello'", "dialogue.toml: line 2: say: there is no such kind; kinds are expect, ")]
    [InlineData("[[step]]\nsay = 5", "dialogue.toml: line 2: say: there is no such kind")]
    [InlineData("[[step]]\nquit = 'QUIT'", "dialogue.toml: line 2: quit: there is no such kind")]
    [InlineData("[[step]]\n'expect=x' = 'y'", "line 2: a kind of step has no = in it")]
    [InlineData("[[step]]\n'' = 'y'", "dialogue.toml: line 2: no kind: there is no such kind")]
    [InlineData("[[step]]\nexpect.x = 'y'", "dialogue.toml: line 2: no kind: there is no such kind")]
    [InlineData("[[step]]\nexpect = '('", "dialogue.toml: line 2: expect=(: missing closing )")]
    [InlineData("[[step]]\nwait = -1", "dialogue.toml: line 2: wait=-1: more than 0 and at most 3600 seconds")]
    [InlineData("[[step]]\nwait = inf", "dialogue.toml: line 2: wait=Infinity: ")]
    [InlineData("[[step]]\nexpect = 'x'\n\n[[step]]\nsend = 'PASS ${pass}word'", "dialogue.toml: line 5: send: no expect= before it captures ${pass}")]
    public void A_file_that_says_no_dialogue_is_told_with_the_mend(string text, string fault) =>
        Assert.Contains(fault, Assert.IsType<SenselessCommand>(Parse(text, "-p", "25")).Judgement.Message, StringComparison.Ordinal);

    [Fact]
    public void A_step_of_the_command_line_is_told_by_its_number_after_those_of_the_file() => Assert.Contains(
        "--step 2 (send): no expect= before it captures ${1}",
        Assert.IsType<SenselessCommand>(Parse("[[step]]\nwait = 1", "-p", "25", "--step", "send=${1}")).Judgement.Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_key_may_stand_in_quotes() => Assert.Equal(
        "line \"x\"; line \"y\"",
        Reading.Words(Parse("[[\"step\"]]\n\"expect\" = 'x'\n[[step]]\n'expect' = 'y'", "-p", "25")).Split(" RunCommand")[0]);

    [Fact]
    public void A_file_that_is_not_there_or_far_too_long_is_told()
    {
        Assert.Contains(
            "--dialogue /no/such/file: no such file; ",
            Assert.IsType<SenselessCommand>(CheckCommand.Parse(["-p", "1", "--dialogue", "/no/such/file"], null, DialogueFile.Read)).Judgement.Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "larger than 1048576 bytes",
            Assert.IsType<SenselessCommand>(Parse(new string('#', DialogueFile.MaxBytes + 1), "-p", "1")).Judgement.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[[step]]\nexpect = \"^\\* OK\"", @"line 2: not TOML: invalid escape \* in double quotes; put the text in single quotes")]
    [InlineData("[[step]]\nexpect = \u201C^220\u201D", "line 2: not TOML: typographic quotes; write straight ones")]
    [InlineData("modules:\n  smtp:\n    prober: tcp\n", "looks like a file of the blackbox exporter; name one of its modules with --module")]
    public void A_usual_mistake_is_answered_with_the_fix(string text, string fault) =>
        Assert.Contains(fault, Assert.IsType<SenselessCommand>(Parse(text, "-p", "25")).Judgement.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "more than 1000 steps; write a shorter dialogue")]
    public void Steps_are_bounded(int steps, string? fault)
    {
        CheckCommand command = Parse(string.Concat(Enumerable.Repeat("[[step]]\nsend = 'x'\n", steps)), "-p", "25");

        Assert.Equal(fault is null, command is RunCommand);
        Assert.Contains(fault ?? "", command is SenselessCommand senseless ? senseless.Judgement.Message : "", StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_never_end_is_refused_unopened()
    {
        string pipe = _folder / "pipe";
        using (Process making = Process.Start("mkfifo", [pipe]))
        {
            making.WaitForExit();
        }

        foreach (string path in (string[])[pipe, "/dev/zero"])
        {
            Assert.Contains(
                $"--dialogue {path}: is a device, pipe or socket; name a regular file",
                Assert.IsType<SenselessCommand>(CheckCommand.Parse(["-p", "1", "--dialogue", path], null, DialogueFile.Read)).Judgement.Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Where_no_files_can_be_read_that_is_said() => Assert.Contains(
        "give the steps with --step", Reading.Senseless("-p", "1", "--dialogue", "x.toml").Message, StringComparison.Ordinal);

    [Fact]
    public void Help_is_given_without_reading_the_file() =>
        Assert.IsType<InformationCommand>(CheckCommand.Parse(["--dialogue", "/no/such/file", "--help"], null, DialogueFile.Read));

    [Fact]
    public void Any_text_is_read_without_an_exception() => Gen.OneOf(Gen.String, Gen.String.Select(text => $"[[step]]\nsend = \"{text}\""))
        .Sample(text => Parse(text, "-p", "1") is not null, iter: 300);

    private CheckCommand Parse(string text, params string[] arguments) =>
        CheckCommand.Parse([.. arguments, "--dialogue", _folder.Write("dialogue.toml", text)], null, DialogueFile.Read);
}
