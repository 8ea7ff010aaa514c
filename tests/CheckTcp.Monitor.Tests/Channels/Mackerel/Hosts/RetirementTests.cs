using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Tests.Channels.Mackerel.Api;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Hosts;

public sealed class RetirementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WatchedTime _time = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, false)]
    public async Task A_host_is_retired_and_its_id_forgotten_even_if_it_is_gone_already(int status, bool wasThere)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Json("{}", status));
        using MackerelApi api = server.Client();
        HostIdFile file = NewFile();

        ApiAnswer<RetiredHost> answer = await new Retirement(api, file, _time).RetireAsync("abc", Stop);

        Assert.Equal(new RetiredHost(wasThere), answer.Value);
        Assert.Equal("POST /api/v0/hosts/abc/retire", (await server.NextAsync()).ToString());
        Assert.False(File.Exists(file.Path));
    }

    [Fact]
    public async Task A_Mackerel_that_is_away_is_tried_five_times_and_the_id_stays()
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Error(503, "down"));
        using MackerelApi api = server.Client();
        HostIdFile file = NewFile();

        Task<ApiAnswer<RetiredHost>> retiring = new Retirement(api, file, _time).RetireAsync("abc", Stop);
        for (int pause = 0; pause < 4; pause++)
        {
            await _time.PassAsync(TimeSpan.FromSeconds(3));
        }

        Assert.Equal(ApiFailureKind.Unavailable, (await retiring).Failure?.Kind);
        Assert.Equal(5, server.Unseen);
        Assert.Equal("abc", file.Read());
    }

    [Fact]
    public async Task A_refusal_is_final_and_the_id_stays()
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Error(403, "no"));
        using MackerelApi api = server.Client();
        HostIdFile file = NewFile();

        ApiAnswer<RetiredHost> answer = await new Retirement(api, file, _time).RetireAsync("abc", Stop);

        Assert.Equal(ApiFailureKind.Refused, answer.Failure?.Kind);
        Assert.Equal("abc", file.Read());
    }

    public void Dispose() => _folder.Dispose();

    private HostIdFile NewFile() => new(_folder.Write("id", "abc"));
}
