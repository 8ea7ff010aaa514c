using CsCheck;

namespace CheckTcp.Tests.Definition;

public class StatusMapTests
{
    private static readonly Gen<Status> AnyStatus = Gen.Enum<Status>();

    [Theory]
    [InlineData("UNKNOWN=CRITICAL,WARNING=OK", Status.Ok, Status.Ok, Status.Critical, Status.Critical)]
    [InlineData("unknown=critical,Warning=oK", Status.Ok, Status.Ok, Status.Critical, Status.Critical)]
    [InlineData(" UNKNOWN = CRITICAL , WARNING = OK ", Status.Ok, Status.Ok, Status.Critical, Status.Critical)]
    [InlineData("OK=WARNING,WARNING=CRITICAL,CRITICAL=UNKNOWN,UNKNOWN=OK", Status.Warning, Status.Critical, Status.Unknown, Status.Ok)]
    [InlineData("CRITICAL=CRITICAL", Status.Ok, Status.Warning, Status.Critical, Status.Unknown)]
    public void A_map_says_what_each_status_is_reported_as(string text, Status ok, Status warning, Status critical, Status unknown)
    {
        Assert.True(StatusMap.TryParse(text, out StatusMap? map, out _));

        Assert.Equal([ok, warning, critical, unknown], Enum.GetValues<Status>().Select(status => map[status]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("UNKNOWN")]
    [InlineData("UNKNOWN=")]
    [InlineData("=OK")]
    [InlineData("UNKNOWN=CRITICAL=OK")]
    [InlineData("UNKNOWN=CRITICAL,")]
    [InlineData("UNKNOWN=CRITICAL;WARNING=OK")]
    [InlineData("UNKNOWN=BAD")]
    [InlineData("WARN=OK")]
    [InlineData("3=2")]
    public void What_is_not_a_list_of_pairs_is_refused_in_the_words_of_the_original(string text)
    {
        Assert.False(StatusMap.TryParse(text, out _, out string? fault));

        Assert.Equal($"invalid status map: {text}", fault);
    }

    [Theory]
    [InlineData("UNKNOWN=CRITICAL,UNKNOWN=OK")]
    [InlineData("UNKNOWN=CRITICAL,WARNING=OK,unknown=CRITICAL")]
    public void A_status_that_is_mapped_twice_is_refused(string text)
    {
        Assert.False(StatusMap.TryParse(text, out _, out string? fault));

        Assert.Equal("duplicate status in map: UNKNOWN", fault);
    }

    [Fact]
    public void Without_a_map_every_status_stays() =>
        Assert.All(Enum.GetValues<Status>(), status => Assert.Equal(status, StatusMap.Unchanged[status]));

    [Fact]
    public void Only_what_the_map_names_changes() => Gen.Select(AnyStatus, AnyStatus, AnyStatus).Sample((from, to, asked) =>
        StatusMap.TryParse($"{from.ToText()}={to.ToText()}", out StatusMap? map, out _) && map[asked] == (asked == from ? to : asked));

    [Fact]
    public void Maps_that_say_the_same_are_equal()
    {
        Assert.True(StatusMap.TryParse("WARNING=OK,UNKNOWN=CRITICAL", out StatusMap? map, out _));
        Assert.True(StatusMap.TryParse("unknown=critical,warning=ok", out StatusMap? same, out _));

        Assert.Equal(map, same);
    }
}
