using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using CheckTcp.Monitor.Configuration.Text;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Configuration.Text;

public class ShellWordsTests
{
    [Theory]
    [InlineData("check-tcp -p 21", "check-tcp", "-p", "21")]
    [InlineData("  check-tcp\t-p  21 ", "check-tcp", "-p", "21")]
    [InlineData("check-tcp -e '^220 .*'", "check-tcp", "-e", "^220 .*")]
    [InlineData("check-tcp -e \"^220 it's\"", "check-tcp", "-e", "^220 it's")]
    [InlineData(@"check-tcp -s a\ b\\c\$", "check-tcp", "-s", @"a b\c$")]
    [InlineData(@"check-tcp -s ""a\""b\n\\\$""", "check-tcp", "-s", @"a""b\n\$")]
    [InlineData(@"check-tcp -s 'a\n'", "check-tcp", "-s", @"a\n")]
    [InlineData("check-tcp -s ''", "check-tcp", "-s", "")]
    [InlineData("check-tcp -s''\"\"x", "check-tcp", "-sx")]
    [InlineData("check-tcp --status-as=UNKNOWN=OK,X", "check-tcp", "--status-as=UNKNOWN=OK,X")]
    [InlineData("\ncheck-tcp -p 21\n", "check-tcp", "-p", "21")]
    [InlineData("check-tcp -s 'a\nb'", "check-tcp", "-s", "a\nb")]
    [InlineData("check-tcp -e '$`;|&<>(){}*?[]~#!'", "check-tcp", "-e", "$`;|&<>(){}*?[]~#!")]
    [InlineData("a%b^c@d:e,f+g", "a%b^c@d:e,f+g")]
    [InlineData("")]
    [InlineData("  ")]
    public void A_plain_line_is_parted_into_words(string line, params string[] words) =>
        Assert.Equal(words, ShellWords.Split(line, []));

    [Theory]
    [InlineData("a $HOME")]
    [InlineData("a \"$HOME\"")]
    [InlineData("a `b`")]
    [InlineData("a \"`b`\"")]
    [InlineData("a; b")]
    [InlineData("a | b")]
    [InlineData("a & b")]
    [InlineData("a < b")]
    [InlineData("a > b")]
    [InlineData("(a)")]
    [InlineData("a {b}")]
    [InlineData("a *")]
    [InlineData("a ?")]
    [InlineData("a [b]")]
    [InlineData("a ~")]
    [InlineData("a #b")]
    [InlineData("! a")]
    [InlineData("a\nb")]
    [InlineData("a \\\nb")]
    [InlineData("a \"b\\\nc\"")]
    [InlineData("a\\\n")]
    [InlineData("LANG=C a")]
    [InlineData("_x1= a")]
    [InlineData("a 'b")]
    [InlineData("a \"b")]
    [InlineData("a \"b\\")]
    [InlineData("a \\")]
    public void What_means_something_to_a_shell_is_left_to_it(string line) => Assert.Null(ShellWords.Split(line, []));

    [Theory]
    [InlineData("a -H {host} -p{port}", "a", "-H", "{host}", "-p{port}")]
    [InlineData("a \"{target}\"", "a", "{target}")]
    public void Placeholders_are_words_where_there_are_targets(string line, params string[] words) =>
        Assert.Equal(words, ShellWords.Split(line, ["{target}", "{host}", "{port}"]));

    [Fact]
    public void Other_braces_stay_the_shells() => Assert.Null(ShellWords.Split("a {hosts}", ["{host}"]));

    [Fact]
    public async Task The_words_are_those_of_a_real_shell()
    {
        const int Lines = 2000;
        var lines = new List<(string Line, ImmutableArray<string> Words)>();
        var gate = new Lock();
        Gen.String[Gen.Char["ab=-_.%^,:'\"\\ \t'\"\\ é$`;|&<>(){}*?[]~#!\n"], 0, 12].Sample(
            line =>
            {
                if (ShellWords.Split(line, []) is { } words)
                {
                    lock (gate)
                    {
                        lines.Add((line, words));
                    }
                }
            },
            iter: Lines * 4);

        // One shell for all of them: printf ends each word with a line end that no word holds, so those that do are left out.
        lines = [.. lines.Where(line => !line.Words.Any(word => word.Contains('\n', StringComparison.Ordinal))).Take(Lines)];
        string script = string.Concat(lines.Select(line => $"set -- {line.Line.TrimStart('\n')}\nprintf '%s\\n' \"$#\" \"$@\"\n"));
        string expected = string.Concat(lines.Select(line =>
            $"{line.Words.Length}\n{string.Concat(line.Words.Select(word => $"{word}\n"))}"));

        Assert.Equal(expected, await OutputOfShell(script));
    }

    [Fact]
    public void Nothing_that_is_written_throws() => Gen.String.Sample(line => ShellWords.Split(line, ["{host}"]));

    private static async Task<string> OutputOfShell(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = new UTF8Encoding(false),
        })!;
        Task<string> output = shell.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await shell.StandardInput.WriteAsync(script);
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        return await output;
    }
}
