using System.Text;
using CheckTcp.Patterns;
using static CheckTcp.Patterns.PatternState;

namespace CheckTcp.Tests.Patterns;

public class PatternSearchTests
{
    [Theory]
    [InlineData("", Matched)]
    [InlineData("^", Matched)]
    [InlineData("a*", Matched)]
    [InlineData("(|a)*", Matched)]
    [InlineData("^$", MatchesIfInputEnds)]
    [InlineData("(?m)^$", MatchesIfInputEnds)]
    [InlineData(@"\B", MatchesIfInputEnds)]
    [InlineData(@"\b", Open)]
    [InlineData("a", Open)]
    [InlineData("^a", Open)]
    [InlineData(@"[^\x00-\x{10FFFF}]", CannotMatch)]
    [InlineData(@"\A[^\x00-\x{10FFFF}]|\A\A[^\s\S]", CannotMatch)]
    public void The_state_is_right_before_the_first_byte(string pattern, PatternState expected) =>
        Assert.Equal(expected, Pattern.Parse(pattern).Search().State);

    [Theory]
    [InlineData("^220", "2", Open, "2", Open, "0", Matched)]
    [InlineData("^220", "5", CannotMatch, "220", CannotMatch, "", CannotMatch)]
    [InlineData("OK Farm", "* O", Open, "K Fa", Open, "rm\n", Matched)]
    [InlineData("OK", "OOO", Open, "O", Open, "K", Matched)]
    [InlineData("a$", "a", MatchesIfInputEnds, "b", Open, "a", MatchesIfInputEnds)]
    [InlineData("^a$", "a", MatchesIfInputEnds, "\n", CannotMatch, "a", CannotMatch)]
    [InlineData(@"\A[0-9]+\.[0-9]+\n\z", "1.1", Open, "\n", MatchesIfInputEnds, "x", CannotMatch)]
    [InlineData("(?m)a$", "a", MatchesIfInputEnds, "\r", Open, "\na\n", Matched)]
    [InlineData("(?m)^b", "a", Open, "\n", Open, "b", Matched)]
    [InlineData(@"ok\b", "ok", MatchesIfInputEnds, "s", Open, " ok.", Matched)]
    [InlineData(@"ok\B", "ok", Open, "-", Open, "oks", Matched)]
    [InlineData("^.$", "x", MatchesIfInputEnds, "", MatchesIfInputEnds, "y", CannotMatch)]
    [InlineData("x*", "", Matched, "y", Matched, "z", Matched)]
    public void The_state_follows_the_input(
        string pattern, string first, PatternState afterFirst, string second, PatternState afterSecond, string third, PatternState last)
    {
        PatternSearch search = Pattern.Parse(pattern).Search();

        PatternState[] states = [Feed(search, first), Feed(search, second), Feed(search, third)];

        Assert.Equal([afterFirst, afterSecond, last], states);
    }

    [Fact]
    public void A_character_cut_between_segments_is_one_character()
    {
        PatternSearch search = Pattern.Parse("^\u20AC$").Search();

        Assert.Equal(Open, search.Feed([0xE2]));
        Assert.Equal(Open, search.Feed([0x82]));
        Assert.Equal(MatchesIfInputEnds, search.Feed([0xAC]));
    }

    [Fact]
    public void A_character_cut_off_by_the_end_counts_as_one_broken_character_for_every_byte()
    {
        PatternSearch search = Pattern.Parse(@"^\x{FFFD}{2}$").Search();

        Assert.Equal(Open, search.Feed([0xE2]));
        Assert.Equal(MatchesIfInputEnds, search.Feed([0x82]));
        Assert.True(search.End());
        Assert.Equal(CannotMatch, search.Feed([0xAC]));
    }

    [Fact]
    public void A_character_that_breaks_off_before_the_byte_looked_for_is_forgotten() =>
        Assert.Equal(MatchesIfInputEnds, Pattern.Parse(" $").Search().Feed([(byte)' ', 0xC3, 0xEF, (byte)' ']));

    [Theory]
    [InlineData(@"ok\b", Matched)]
    [InlineData(@"ok\B", Open)]
    [InlineData("^ok$", CannotMatch)]
    [InlineData("(?m)^ok$", Open)]
    public void The_first_byte_of_a_character_is_enough_for_what_looks_ahead(string pattern, PatternState expected)
    {
        PatternSearch search = Pattern.Parse(pattern).Search();

        PatternState state = search.Feed([(byte)'o', (byte)'k', 0xE2]);

        Assert.Equal(expected, state);
    }

    [Fact]
    public void A_search_starts_afresh_after_reset()
    {
        PatternSearch search = Pattern.Parse("^a\u20AC").Search();
        search.Feed("b"u8);

        search.Reset();

        Assert.Equal(Open, search.State);
        search.Feed([(byte)'a', 0xE2]);
        search.Reset();
        Assert.Equal(Open, search.Feed("a"u8));
        Assert.Equal(Matched, search.Feed("\u20AC"u8));
    }

    [Fact]
    public void Searches_of_one_pattern_do_not_disturb_each_other()
    {
        Pattern pattern = Pattern.Parse("ab");
        PatternSearch one = pattern.Search();
        PatternSearch other = pattern.Search();

        one.Feed("a"u8);
        other.Feed("x"u8);

        Assert.Equal(Matched, one.Feed("b"u8));
        Assert.Equal(Open, other.Feed("b"u8));
    }

    [Fact]
    public void Nothing_is_allocated_while_a_search_is_fed_and_reset()
    {
        PatternSearch search = Pattern.Parse(@"(\pL+\b|[a-z]{2,5})$").Search();
        byte[] banner = Encoding.UTF8.GetBytes("220 mail.example ESMTP gr\u00FC\u00DF dich");
        search.Feed(banner);

        long before = GC.GetAllocatedBytesForCurrentThread();
        search.Reset();
        search.Feed(banner.AsSpan(0, 26));
        search.Feed(banner.AsSpan(26));
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(0, after - before);
    }

    [Theory]
    [InlineData("^220", 10_000, 65_536)]
    [InlineData(@"(\w{1,100}x){10}", 1, 100)]
    [InlineData("((xyz?){10}){100}|(?:abcdefgh){1000}|(?:.{100}){10}", 1, 20)]
    public void The_largest_segment_shrinks_with_the_program(string pattern, int least, int most) =>
        Assert.InRange(Pattern.Parse(pattern).Search().MaxSegment, least, most);

    private static PatternState Feed(PatternSearch search, string segment) => search.Feed(Encoding.UTF8.GetBytes(segment));
}
