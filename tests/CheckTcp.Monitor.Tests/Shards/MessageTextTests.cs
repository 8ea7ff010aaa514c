using CheckTcp.Monitor.Shards;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Shards;

public class MessageTextTests
{
    [Theory]
    [InlineData("a", 1500, 1024)]
    [InlineData("あ", 1500, 1024)]
    [InlineData("😀", 1500, 2048)] // two UTF-16 units each
    [InlineData("😀", 1000, 2000)]
    public void A_message_is_cut_at_1024_code_points(string letter, int count, int expectedLength)
    {
        string message = string.Concat(Enumerable.Repeat(letter, count));

        Assert.Equal(message[..expectedLength], MessageText.Cut(message));
    }

    [Fact]
    public void What_is_cut_is_a_beginning_without_a_broken_character() => Gen.String.Sample(text =>
    {
        string whole = string.Concat(Enumerable.Repeat(text + "😀", 600));
        string cut = MessageText.Cut(whole);

        Assert.StartsWith(cut, whole, StringComparison.Ordinal);
        Assert.True(cut.EnumerateRunes().Count() <= MessageText.MaxCodePoints);
        Assert.False(char.IsHighSurrogate(cut[^1]) && char.IsLowSurrogate(whole[cut.Length]));
    });
}
