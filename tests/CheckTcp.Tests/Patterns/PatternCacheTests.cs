using CheckTcp.CommandLine;
using CheckTcp.Patterns;

namespace CheckTcp.Tests.Patterns;

public class PatternCacheTests
{
    [Fact]
    public void A_text_is_compiled_once()
    {
        var cache = new PatternCache();

        Assert.True(cache.TryParse("^220", out Pattern? first, out _));
        Assert.True(cache.TryParse("^220", out Pattern? second, out _));
        Assert.Same(first, second);
    }

    [Fact]
    public void A_text_that_is_no_pattern_has_its_error_each_time()
    {
        var cache = new PatternCache();

        Assert.False(cache.TryParse("(", out _, out PatternError? first));
        Assert.False(cache.TryParse("(", out _, out PatternError? second));
        Assert.False(Pattern.TryParse("(", out _, out PatternError? expected));
        Assert.Equal((expected, expected), (first, second));
    }

    [Theory]
    [InlineData("ftp")]
    [InlineData("http")]
    public void Command_lines_share_the_patterns_of_a_service(string service)
    {
        Assert.Same(PatternOf("a"), PatternOf("b"));

        Pattern PatternOf(string host) => Assert.Single(
            Assert.IsType<RunCommand>(CheckCommand.Parse(["--service", service, "-H", host])).Check.Steps.OfType<ExpectStep>()).Pattern;
    }

    [Fact]
    public void Command_lines_share_the_patterns_of_a_cache()
    {
        var cache = new PatternCache();

        Assert.Same(PatternOf("-p21", "-Ha", "-e", "^220"), PatternOf("-p21", "-Hb", "-e", "^220"));

        Pattern PatternOf(params string[] arguments) => Assert.Single(
            Assert.IsType<RunCommand>(CheckCommand.Parse(arguments, cache)).Check.Steps.OfType<ExpectStep>()).Pattern;
    }
}
