using CheckTcp.Probing.Conversations;

namespace CheckTcp.Tests.Probing.Conversations;

public class BytesSearchTests
{
    [Theory]
    [InlineData("30 07 02", true)]
    [InlineData("30 81 07 02", true)]
    [InlineData("30 84 00 00 00 07 02", true)]
    [InlineData("30 85 00 00 00 00 07 02", false)] // more than any message needs
    [InlineData("30 80 02", false)] // the length that nobody knows beforehand
    [InlineData("30 81 02 03", false)]
    [InlineData("31 07 02", false)]
    [InlineData("30 82 07 05 04", true)] // the other alternative
    public void A_length_has_any_of_its_forms(string bytes, bool matches)
    {
        var search = new BytesSearch(BytePattern.Parse("30 LL 02 | 30 LL 04"));

        foreach (byte value in Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal)))
        {
            search.Feed([value]);
        }

        Assert.Equal((matches, !matches), (search.IsMatched, search.CannotMatch));
    }

    [Fact]
    public void A_length_at_the_end_is_read_to_its_end()
    {
        var search = new BytesSearch(BytePattern.Parse("30 LL"));

        Assert.Equal(4, search.Feed([0x30, 0x82, 0, 0, 7, 7]));
        Assert.True(search.IsMatched);
    }
}
