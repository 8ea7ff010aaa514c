using CheckTcp.CommandLine.Options;
using CheckTcp.TestSupport;
using CsCheck;
using static CheckTcp.CommandLine.Tests.Reading;


namespace CheckTcp.CommandLine.Tests;

public class ArgumentParserTests
{
    private static readonly Gen<string> HostileWord = Gen.OneOf(
        Gen.String[Gen.Char["-=0159.ehHpsSEWCUtmdwcqXv46\"\\xu,+ \n\r\0é\uD83D\uDE00\uDCFF"], 0, 8],
        Gen.OneOf("--", "-", "--help", "--port", "--port=21", "-p", "--ssl", "--service=ftp", "-U", "\"a\\x00b\"", "--expect-pattern", "("),
        Gen.OneOf([.. OptionTable.All.Select(option => "--" + option.Long)]));

    private static readonly Option[] OptionsWithValueAndLetter =
        [.. OptionTable.All.Where(option => !option.IsFlag && option.Short is not null)];

    private static readonly Gen<string> Value = Gen.OneOf(
        Gen.OneOf("1", "21", "+3", ".5", "1e1", "Inf", "localhost", "/run/app.sock", @"a\nb", "\"a\\nb\"", "é", "a=b", "\"", "a b"),
        Gen.String[Gen.Char["a1.=-\"\\né\uDCFF"], 1, 6]);

    [Theory]
    [InlineData("--port=21")]
    [InlineData("--port", "21")]
    [InlineData("-p", "21")]
    [InlineData("-p21")]
    [InlineData("-p=21")]
    [InlineData("-p+21")]
    [InlineData("-p\"21\"")]
    [InlineData("-SEp21")]
    [InlineData("-SEp=21")]
    [InlineData("-SEp", "21")]
    [InlineData("-p", "1", "--port=2", "-p21")]
    [InlineData("-p21", "--", "-p22")]
    [InlineData("-p21", "--", "--bogus")]
    [InlineData("word", "-p21", "word")]
    [InlineData("", "-", "-p21", "", "-")]
    public void A_value_is_read_in_every_spelling(params string[] arguments) => Assert.Equal(21, Check(arguments).Target.Port);

    [Theory]
    [InlineData("--ssl", "--escape", "--error-warning")]
    [InlineData("-S", "-E", "-W")]
    [InlineData("-SEW")]
    [InlineData("-WES")]
    [InlineData("-SS", "-EW", "--ssl")]
    public void Flags_are_read_apart_and_bundled(params string[] flags)
    {
        TcpCheck check = Check(["-p21", "-qx", .. flags]);

        Assert.Equal((TlsSettings.Verified, Status.Warning), (check.Tls, check.FailureStatus));
        Assert.Equal("quit \"x\"", Steps(["-p21", "-qx", .. flags]));
    }

    [Theory]
    [InlineData("--hostname=example.com")]
    [InlineData("--hostname", "example.com")]
    [InlineData("-H", "example.com")]
    [InlineData("-Hexample.com")]
    [InlineData("-H=example.com")]
    [InlineData("-SHexample.com")]
    [InlineData("-H", "other", "-H", "example.com")]
    public void Later_repeats_win(params string[] arguments) =>
        Assert.Equal("example.com", Check(["-p21", "--hostname=first", .. arguments]).Target.Host);

    [Theory]
    [InlineData("-e=-x", "-x")]
    [InlineData("--expect-pattern=-x", "-x")]
    [InlineData("-e-x", "-x")]
    [InlineData("-e==", "=")]
    [InlineData("-e=a=b", "a=b")]
    [InlineData("--expect-pattern=a=b", "a=b")]
    [InlineData("-ea=b", "a=b")]
    [InlineData("-e=--", "--")]
    public void What_stands_beside_the_option_is_its_value(string argument, string pattern) =>
        Assert.Equal($"expect \"{pattern}\"", Steps("-p21", argument));

    [Theory]
    [InlineData("-w", "-5")]
    [InlineData("-w", "-.5")]
    [InlineData("-c", "-1e1")]
    [InlineData("-m", "-1")]
    [InlineData("-d", "-1")]
    public void A_value_apart_may_be_a_negative_number(params string[] arguments) =>
        Assert.Equal(Words(Run("-p21")), Words(Run(["-p21", .. arguments])));

    [Theory]
    [InlineData("\"a\\nb\"", @"a\nb")] // a Go string literal; the words show the line end as \n
    [InlineData("\"\\x41\\102\\u0043\\U00000044\"", "ABCD")]
    [InlineData("\"\\xff\"", "ÿ")] // one byte
    [InlineData("\"\\q\"", "\"\\q\"")]
    [InlineData("\"a", "\"a")]
    [InlineData("\"", "\"")]
    [InlineData("\"a\"b\"", "\"a\"b\"")]
    [InlineData("'a'", "'a'")]
    [InlineData(@"a\nb", @"a\nb")]
    public void A_value_in_double_quotes_is_unquoted_as_go_does_or_taken_as_written(string value, string sent)
    {
        Assert.Equal($"send \"{sent}\"", Steps("-p21", "-s", value));
        Assert.Equal($"send \"{sent}\"", Steps("-p21", "-s" + value));
        Assert.Equal($"send \"{sent}\"", Steps("-p21", "--send=" + value));
    }

    [Fact]
    public void A_check_is_the_same_in_every_spelling() =>
        Gen.Select(Gen.OneOf(OptionsWithValueAndLetter), Value.Where(value => value[0] is not ('-' or '='))).Sample((option, value) =>
        {
            string[][] spellings =
            [
                [$"--{option.Long}={value}"],
                [$"--{option.Long}", value],
                [$"-{option.Short}", value],
                [$"-{option.Short}{value}"],
                [$"-{option.Short}={value}"],
                [$"-E{option.Short}={value}", "--escape"],
            ];
            CheckCommand[] commands = [.. spellings.Select(spelling => CheckCommand.Parse(["-E", "-p21", .. spelling]))];
            return commands[0] is UsageErrorCommand
                ? commands.All(command => command is UsageErrorCommand)
                : commands.Select(Words).Distinct().Count() == 1;
        }, iter: 2000);

    [Fact]
    public void Any_words_are_read_without_an_exception_and_answered_in_one_line() => HostileWord.Array[0, 6].Sample(arguments =>
        CheckCommand.Parse(arguments) switch
        {
            UsageErrorCommand error => PlainText.IsOneLine(error.Message),
            SenselessCommand senseless => PlainText.IsOneLine(senseless.Judgement.Line),
            _ => true,
        }, iter: 10_000);
}
