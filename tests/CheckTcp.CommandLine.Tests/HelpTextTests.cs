using System.Text.RegularExpressions;
using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine.Tests;

public class HelpTextTests
{
    private static readonly string[] Lines = HelpText.Of(OptionTable.Groups).Split('\n');

    [Fact]
    public void Every_option_is_listed_once_with_its_letter_and_value() => Assert.All(OptionTable.All, option =>
    {
        string letter = option.Short is { } c ? $"-{c}, " : "    ";
        string value = option.ValueName is { } name ? $"={name}" : "";

        Assert.Single(Lines, line => line.StartsWith($"  {letter}--{option.Long}{value} ", StringComparison.Ordinal));
    });

    [Fact]
    public void Nothing_else_is_listed() =>
        Assert.Equal(OptionTable.All.Count, Lines.Count(line => Regex.IsMatch(line, "^  (-., |    )--")));

    [Fact]
    public void The_help_of_an_option_stands_in_full() => Assert.All(OptionTable.All, option =>
        Assert.Contains(option.Help, Regex.Replace(string.Join(' ', Lines), " +", " "), StringComparison.Ordinal));

    [Fact]
    public void It_fits_in_100_columns() => Assert.All(Lines, line => Assert.InRange(line.Length, 0, 100));

    [Fact]
    public void No_line_ends_with_blanks() => Assert.All(Lines, line => Assert.Equal(line.TrimEnd(), line));

    [Fact]
    public void Names_and_letters_are_unambiguous()
    {
        Assert.Distinct(OptionTable.All.Select(option => option.Long));
        Assert.Distinct(OptionTable.All.Where(option => option.Short is not null).Select(option => option.Short));
    }

    [Fact]
    public void Every_option_is_found_by_its_name_and_its_letter() => Assert.All(OptionTable.All, option =>
    {
        Assert.Same(option, OptionTable.Find(option.Long));
        Assert.True(option.Short is not { } letter || ReferenceEquals(option, OptionTable.Find(letter)));
    });

    [Theory]
    [InlineData("service", null)]
    [InlineData("hostname", 'H')]
    [InlineData("port", 'p')]
    [InlineData("send", 's')]
    [InlineData("expect-pattern", 'e')]
    [InlineData("quit", 'q')]
    [InlineData("ssl", 'S')]
    [InlineData("unix-sock", 'U')]
    [InlineData("no-check-certificate", null)]
    [InlineData("status-as", null)]
    [InlineData("timeout", 't')]
    [InlineData("maxbytes", 'm')]
    [InlineData("delay", 'd')]
    [InlineData("warning", 'w')]
    [InlineData("critical", 'c')]
    [InlineData("escape", 'E')]
    [InlineData("error-warning", 'W')]
    [InlineData("expect-closed", 'C')]
    [InlineData("help", 'h')]
    public void Every_option_of_the_original_is_there(string name, char? letter) => Assert.Equal(letter, OptionTable.Find(name)?.Short);
}
