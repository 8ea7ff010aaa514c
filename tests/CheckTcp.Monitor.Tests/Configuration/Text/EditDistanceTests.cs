using CheckTcp.Monitor.Configuration.Text;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Configuration.Text;

public class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("memo", "memo", 0)]
    [InlineData("memo", "demo", 1)]
    [InlineData("memo", "memos", 1)]
    [InlineData("mem", "memo", 1)]
    [InlineData("comand", "command", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("", "abc", 3)]
    public void Letters_to_add_drop_or_change_are_counted(string left, string right, int distance) =>
        Assert.Equal((distance, distance), (EditDistance.Between(left, right), EditDistance.Between(right, left)));

    [Theory]
    [InlineData("Comand", "command")]
    [InlineData("usr", "user")]
    [InlineData("nothing_like_it", null)]
    public void The_nearest_key_is_found_in_any_case(string word, string? nearest) =>
        Assert.Equal(nearest, EditDistance.Nearest(word, ["command", "user", "memo"]));

    [Fact]
    public void One_letter_is_one_step() => Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Gen.Int[0, 19]).Sample((word, at) =>
        EditDistance.Between(word, word.Remove(at % word.Length, 1)) == 1);
}
