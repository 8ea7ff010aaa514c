using System.Diagnostics;
using CheckTcp.CommandLine;
using CheckTcp.DialogueFiles;
using CheckTcp.Tests.CommandLine;
using CheckTcp.TestSupport;
using CsCheck;

namespace CheckTcp.Tests.DialogueFiles;

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
    [InlineData("[[step]]\nexpect = '(", "line 2: no TOML: ")]
    [InlineData("[[step]]\nsay = 'hello'", "--step say=hello: there is no such kind")]
    [InlineData("[[step]]\nexpect = '('", "--step expect=(: missing closing )")]
    public void A_file_that_says_no_dialogue_is_told_with_the_mend(string text, string fault) =>
        Assert.Contains(fault, Assert.IsType<SenselessCommand>(Parse(text, "-p", "25")).Result.Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_or_far_too_long_is_told()
    {
        Assert.Contains(
            "--dialogue /no/such/file: cannot be read: ",
            Assert.IsType<SenselessCommand>(CheckCommand.Parse(["-p", "1", "--dialogue", "/no/such/file"], null, DialogueFile.Read)).Result.Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "a dialogue is shorter",
            Assert.IsType<SenselessCommand>(Parse(new string('#', DialogueFile.MaxBytes + 1), "-p", "1")).Result.Message,
            StringComparison.Ordinal);
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
                $"--dialogue {path}: is a device, pipe or socket; name a plain file",
                Assert.IsType<SenselessCommand>(CheckCommand.Parse(["-p", "1", "--dialogue", path], null, DialogueFile.Read)).Result.Message,
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
