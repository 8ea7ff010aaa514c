using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Tests.Channels.Mackerel.Api;
using CheckTcp.Monitor.Tests.Execution;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Hosts;

public class CustomIdentifiersTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines _log = new();
    private string? _host;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_that_is_found_is_not_asked_for_again_until_it_is_forgotten()
    {
        await using RecordingApi server = await StartAsync();
        using MackerelApi api = server.Client();
        CustomIdentifiers identifiers = New();
        _host = "abc";

        Assert.Equal("abc", await FindAsync(identifiers, api));
        _host = "moved";
        _time.Advance(TimeSpan.FromDays(9));
        Assert.Equal("abc", await FindAsync(identifiers, api));
        Assert.Equal(1, server.Unseen);
        identifiers.Forget("x");

        Assert.Equal("moved", await FindAsync(identifiers, api));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_host_that_is_missing_is_asked_for_every_five_minutes_and_told_of_when_it_is_there()
    {
        await using RecordingApi server = await StartAsync();
        using MackerelApi api = server.Client();
        CustomIdentifiers identifiers = New();

        Assert.Null(await FindAsync(identifiers, api));
        _time.Advance(TimeSpan.FromSeconds(299));
        Assert.Null(await FindAsync(identifiers, api));
        Assert.Equal(1, server.Unseen);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await FindAsync(identifiers, api));
        Assert.Equal(2, server.Unseen);
        Assert.Empty(_log.Lines); // whoever has reports for it tells that they wait
        _host = "abc";
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("abc", await FindAsync(identifiers, api));
        Assert.Equal("Information: the custom identifier x is there now: it is host abc", _log.Lines.Last());
    }

    [Fact]
    public async Task A_reload_has_those_that_are_missing_asked_for_at_once()
    {
        await using RecordingApi server = await StartAsync();
        using MackerelApi api = server.Client();
        CustomIdentifiers identifiers = New();
        Assert.Null(await FindAsync(identifiers, api));
        _host = "abc";
        identifiers.AskAgain();

        Assert.Equal("abc", await FindAsync(identifiers, api));
    }

    [Fact]
    public async Task A_reload_counts_for_a_lookup_that_is_under_way_too()
    {
        await using RecordingApi server = await StartAsync();
        using MackerelApi api = server.Client();
        CustomIdentifiers identifiers = New();
        var held = new TaskCompletionSource<Reply>();
        server.Answer = _ => held.Task;
        Task<string?> asking = FindAsync(identifiers, api);
        await server.NextAsync();

        identifiers.AskAgain();
        held.SetResult(Reply.Json("""{"hosts":[]}""")); // as the server saw it before the reload
        Assert.Null(await asking);
        server.Answer = _ => Task.FromResult(Reply.Json("""{"hosts":[{"id":"abc"}]}"""));

        Assert.Equal("abc", await FindAsync(identifiers, api));
    }

    [Fact]
    public async Task A_lookup_that_fails_is_the_callers_to_try_again()
    {
        await using RecordingApi server = await StartAsync();
        using MackerelApi api = server.Client();
        CustomIdentifiers identifiers = New();
        server.Answer = _ => Task.FromResult(Reply.Error(503, "down"));

        Assert.Equal(ApiFailureKind.Unavailable, (await identifiers.FindAsync(api, "x", Stop)).Failure?.Kind);
        server.Answer = _ => Task.FromResult(Reply.Json("""{"hosts":[{"id":"abc"}]}"""));

        Assert.Equal("abc", await FindAsync(identifiers, api));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Another_key_may_know_other_hosts()
    {
        await using RecordingApi server = await StartAsync();
        using MackerelApi before = server.Client();
        using MackerelApi after = server.Client("other");
        CustomIdentifiers identifiers = New();
        _host = "abc";
        await FindAsync(identifiers, before);
        _host = "def";

        Assert.Equal("def", await FindAsync(identifiers, after));
    }

    private static async Task<string?> FindAsync(CustomIdentifiers identifiers, MackerelApi api)
    {
        ApiAnswer<FoundHost> answer = await identifiers.FindAsync(api, "x", Stop);
        Assert.True(answer.Succeeded);
        return answer.Value.Id;
    }

    private CustomIdentifiers New() => new(_time, _log);

    private Task<RecordingApi> StartAsync() =>
        RecordingApi.StartAsync(_ => Reply.Json(_host is null ? """{"hosts":[]}""" : $$"""{"hosts":[{"id":"{{_host}}"}]}"""));
}
