namespace CheckTcp.Tests.Definition;

public class BytePatternTests
{
    [Theory]
    [InlineData("", "there are no bytes")]
    [InlineData("16|", "there are no bytes")]
    [InlineData("1", "one is missing")]
    [InlineData("16 0", "one is missing")]
    [InlineData("0x16", "'x' is no hexadecimal digit")]
    [InlineData("30 0L L0", "a length is LL, in place of a byte")]
    public void What_is_no_pattern_is_refused_with_the_mend(string text, string fault)
    {
        Assert.False(BytePattern.TryParse(text, out _, out string? told));
        Assert.Contains(fault, told, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => BytePattern.Parse(text));
    }

    [Fact]
    public void A_pattern_of_more_bytes_than_anyone_needs_is_refused()
    {
        Assert.True(BytePattern.TryParse(new string('0', 2 * BytePattern.MaxBytes), out _, out _));
        Assert.False(BytePattern.TryParse(new string('0', 2 * BytePattern.MaxBytes + 2), out _, out _));
    }

    [Fact]
    public void Bytes_are_given_back_where_there_is_only_one_way()
    {
        Assert.True(BytePattern.Parse("00 fF\t10").TryGetBytes(out byte[]? bytes));
        Assert.Equal([0x00, 0xFF, 0x10], bytes);
        Assert.False(BytePattern.Parse("0?").TryGetBytes(out _));
        Assert.False(BytePattern.Parse("00|01").TryGetBytes(out _));
        Assert.False(BytePattern.Parse("30LL").TryGetBytes(out _));
    }

    [Fact]
    public void Patterns_of_the_same_text_are_equal()
    {
        Assert.Equal(BytePattern.Parse("16 03"), BytePattern.Parse("16 03"));
        Assert.NotEqual(BytePattern.Parse("16 03"), BytePattern.Parse("16 04"));
    }
}
