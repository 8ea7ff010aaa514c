using CheckTcp.TestSupport.Mackerel;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>Texts on their whole way, through the store and the API.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("あ", "あ")]
    [InlineData("🦑", "🦑")]
    public async Task A_message_is_cut_to_1024_code_points(string one, string kept)
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.RunAsync(0, "tcp", Status.Critical, string.Concat(Enumerable.Repeat(one, 1500)));

        Assert.Equal(string.Concat(Enumerable.Repeat(kept, 1024)), Assert.Single(timeline.Server.Record.Reports).Message);
    }

    [Fact]
    public async Task Control_characters_markup_and_invalid_text_arrive_as_the_agents()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.RunAsync(0, "tcp", Status.Critical, " a\0b\u001b[31m <b>&\ud800\"\\ \r\n");

        Assert.Equal(" a\0b\u001b[31m <b>&\ufffd\"\\ \r\n", Assert.Single(timeline.Server.Record.Reports).Message);
        RecordedRequest request = timeline.Server.Record.Requests.Single(request => request.Checks.Count > 0);
        Assert.Contains(@" a\u0000b\u001B[31m \u003Cb\u003E\u0026", request.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_empty_message_arrives()
    {
        await using Timeline timeline = await Timeline.BeginAsync(Checks.Of("tcp"));
        await timeline.RunAsync(0, "tcp", Status.Unknown, "");

        Assert.Equal(("UNKNOWN", ""), (timeline.Server.Record.Reports[0].Status, timeline.Server.Record.Reports[0].Message));
    }
}
