using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Tests.Channels.Mackerel.Api;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Hosts;

public class OwnHostTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_without_an_id_is_registered_and_the_id_is_kept()
    {
        await using HostSession session = await HostSession.StartAsync();

        await session.StartHostAsync();

        Assert.Equal(["POST /hosts", "GET /hosts/new1", "PUT /hosts/new1"], await session.Server.NextAsync(3));
        Assert.Equal("new1", File.ReadAllText(session.File.Path));
        Assert.Equal("new1", await session.Host.IdAsync(Stop));
        Assert.Equal(new HostCondition("new1", null, null), session.Host.Condition);
        Assert.Equal(
            $"Information: this host at Mackerel: it is new1 ({session.File.Path}), and up to date", Assert.Single(session.Log.Lines));
    }

    [Fact]
    public async Task A_host_with_an_id_is_asked_for_and_told_of()
    {
        await using HostSession session = await HostSession.StartAsync();
        session.File.Write("old1");

        await session.StartHostAsync();

        Assert.Equal(["GET /hosts/old1", "PUT /hosts/old1"], await session.Server.NextAsync(2));
        Assert.Equal("old1", await session.Host.IdAsync(Stop));
    }

    [Fact]
    public async Task It_is_told_of_every_hour_as_it_is_then()
    {
        await using HostSession session = await HostSession.StartAsync();
        session.File.Write("old1");
        int asked = 0;
        await session.StartHostAsync(session.Terms() with
        {
            Describe = () => session.Terms(check: $"check{++asked}").Describe(),
        });

        Assert.Equal("GET /hosts/old1", Assert.Single(await session.Server.NextAsync(1)));
        Assert.Contains("check1", (await session.Server.NextAsync()).Body, StringComparison.Ordinal);
        for (int hour = 2; hour < 5; hour++)
        {
            await session.Time.PassAsync(Hour);
            RecordedRequest request = await session.Server.NextAsync();
            Assert.Equal("PUT", request.Method);
            Assert.Contains($"check{hour}", request.Body, StringComparison.Ordinal);
        }

        Assert.Single(session.Log.Lines);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("standby", false)]
    [InlineData("working", true)]
    public async Task The_status_at_the_start_is_set_where_it_differs(string? wanted, bool isSet)
    {
        await using HostSession session = await HostSession.StartAsync(request => request.Method == "GET" ? Reply.Host("old1", "standby") : null);
        session.File.Write("old1");

        await session.StartHostAsync(session.Terms(onStart: wanted));

        string[] expected = ["GET /hosts/old1", .. isSet ? ["POST /hosts/old1/status"] : Array.Empty<string>(), "PUT /hosts/old1"];
        Assert.Equal(expected, await session.Server.NextAsync(expected.Length));
        await session.Time.PassAsync(Hour);
        Assert.Equal("PUT", (await session.Server.NextAsync()).Method); // and only at the start
    }

    [Fact]
    public async Task A_crash_right_after_the_registration_does_not_register_twice()
    {
        bool isUp = false;
        await using HostSession session = await HostSession.StartAsync(request => request.Method == "GET" && !isUp ? Reply.Error(503, "down") : null);

        await session.StartHostAsync();
        Assert.Equal(["POST /hosts", "GET /hosts/new1"], await session.Server.NextAsync(2));
        Assert.Equal("new1", session.File.Read());
        await session.RestartAsync();
        isUp = true;
        await session.StartHostAsync();

        Assert.Equal(["GET /hosts/new1", "PUT /hosts/new1"], await session.Server.NextAsync(2));
    }

    [Fact]
    public async Task Nothing_is_registered_whose_id_could_not_be_kept()
    {
        await using HostSession session = await HostSession.StartAsync();
        File.WriteAllText(Path.Combine(session.FolderPath, "root"), "a file where a folder should be");

        StartException error = await Assert.ThrowsAsync<StartException>(() => session.StartHostAsync());

        Assert.StartsWith($"this host at Mackerel: {session.File.Path} cannot be ", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, session.Server.Unseen);
    }

    [Theory]
    [InlineData("/hosts", 403, "403 Forbidden: told why; look at apikey in the configuration")]
    [InlineData("/hosts/new1", 401, "401 Unauthorized: told why; look at apikey in the configuration")]
    [InlineData("/hosts/new1", 404, "404 Not Found: told why; failed to find this host on Mackerel; delete FILE to register a new one")]
    public async Task What_a_person_has_to_mend_keeps_the_daemon_from_starting(string path, int status, string told)
    {
        await using HostSession session = await HostSession.StartAsync(
            request => request.Target == $"/api/v0{path}" ? Reply.Error(status, "told why") : null);

        StartException error = await Assert.ThrowsAsync<StartException>(() => session.StartHostAsync());

        string method = path == "/hosts" ? "POST" : "GET";
        Assert.Equal(
            $"this host at Mackerel: {method} {session.Server.Address}/api/v0{path}: {told.Replace("FILE", session.File.Path, StringComparison.Ordinal)}",
            error.Message);
        Assert.Empty(session.Log.Lines);
        Assert.False(session.Host.IdAsync(Stop).IsCompleted);
    }

    [Theory]
    [InlineData("/hosts")]
    [InlineData("/hosts/new1")]
    public async Task A_400_at_first_contact_is_reported_and_the_start_goes_on(string path)
    {
        bool isOdd = true;
        await using HostSession session = await HostSession.StartAsync(
            request => isOdd && request.Target == $"/api/v0{path}" ? Reply.Error(400, "odd") : null);

        await session.StartHostAsync();

        Assert.Contains("400 Bad Request: odd; checks go on, and it is tried again", Assert.Single(session.Log.Lines), StringComparison.Ordinal);
        Assert.EndsWith(": odd", session.Host.Condition.Problem, StringComparison.Ordinal);
        isOdd = false;
        await session.Time.PassAsync(Minute);
        Assert.Equal("new1", await session.Host.IdAsync(Stop));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890")]
    public async Task An_id_that_is_not_valid_is_never_saved_and_the_next_start_reads_the_file(string id)
    {
        bool isOdd = true;
        await using HostSession session = await HostSession.StartAsync(
            request => isOdd && request is { Method: "POST", Target: "/api/v0/hosts" } ? Reply.Id(id) : null);

        await session.StartHostAsync();

        Assert.False(File.Exists(session.File.Path));
        Assert.Contains("the answer is not the JSON that it has to be", session.Host.Condition.Problem, StringComparison.Ordinal);
        isOdd = false;
        await session.RestartAsync();
        await session.StartHostAsync();
        Assert.Equal("new1", session.File.Read());
    }

    [Fact]
    public async Task A_fault_of_ours_is_logged_and_tried_again()
    {
        await using HostSession session = await HostSession.StartAsync();
        int asked = 0;
        HostTerms terms = session.Terms();

        Task starting = session.StartHostAsync(terms with
        {
            Describe = () => asked++ == 0 ? throw new FormatException("a bug") : terms.Describe(),
        });
        await session.Time.UntilWaitingAsync(Minute);
        session.Time.Advance(Minute);
        await starting;

        Assert.Equal("new1", await session.Host.IdAsync(Stop));
        Assert.StartsWith("Critical: internal error", session.Log.Lines.First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_retired_is_gone()
    {
        await using HostSession session = await HostSession.StartAsync(
            request => request.Method == "GET" ? Reply.Host("old1", "working", ",\"isRetired\":true") : null);
        session.File.Write("old1");

        StartException error = await Assert.ThrowsAsync<StartException>(() => session.StartHostAsync());

        Assert.Equal($"this host at Mackerel: the host old1 is retired at Mackerel; delete {session.File.Path} to register a new one", error.Message);
    }

    [Fact]
    public async Task A_request_that_is_no_good_does_not_stop_a_host_that_is_known()
    {
        await using HostSession session = await HostSession.StartAsync(request => request.Method == "PUT" ? Reply.Error(400, "odd") : null);

        await session.StartHostAsync();

        Assert.Equal("new1", await session.Host.IdAsync(Stop));
        Assert.Contains("400 Bad Request: odd; checks go on, and it is tried again", Assert.Single(session.Log.Lines), StringComparison.Ordinal);
        Assert.EndsWith(": odd", session.Host.Condition.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_Mackerel_is_away_it_is_tried_for_ever_and_told_once()
    {
        bool isUp = false;
        await using HostSession session = await HostSession.StartAsync(_ => isUp ? null : Reply.Error(503, "down"));
        DateTimeOffset began = session.Time.GetUtcNow();

        await session.StartHostAsync();
        for (int tries = 0; tries < 20; tries++)
        {
            await session.Server.NextAsync();
            await session.Time.PassAsync(Soon);
        }

        await session.Server.NextAsync();
        await session.Time.PassAsync(TimeSpan.FromSeconds(30));
        await session.Server.NextAsync();
        Assert.Equal(began, session.Host.Condition.Since);
        Assert.Contains("503 Service Unavailable: down", session.Host.Condition.Problem, StringComparison.Ordinal);
        Assert.StartsWith("Warning: this host at Mackerel: POST ", Assert.Single(session.Log.Lines), StringComparison.Ordinal);
        isUp = true;
        await session.Time.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(["POST /hosts", "GET /hosts/new1", "PUT /hosts/new1"], await session.Server.NextAsync(3));
        await session.Time.UntilWaitingAsync(Hour);
        Assert.Equal(2, session.Log.Lines.Count());
        Assert.StartsWith("Information: this host at Mackerel: it is new1", session.Log.Lines.Last(), StringComparison.Ordinal);
        Assert.Equal(new HostCondition("new1", null, null), session.Host.Condition);
    }

    [Fact]
    public async Task Mackerel_may_ask_to_wait_longer()
    {
        await using HostSession session = await HostSession.StartAsync(_ => Reply.Text("{}", 429, ("Retry-After", "100")));

        await session.StartHostAsync();
        await session.Server.NextAsync();
        await session.Time.PassAsync(TimeSpan.FromSeconds(100));

        Assert.Equal("POST /hosts", Assert.Single(await session.Server.NextAsync(1)));
    }

    [Fact]
    public async Task After_five_seconds_without_an_answer_the_start_goes_on_and_what_comes_is_told()
    {
        var released = new TaskCompletionSource();
        await using HostSession session = await HostSession.StartAsync();
        session.Server.Answer = async _ =>
        {
            await released.Task;
            return Reply.Error(403, "no");
        };

        Task starting = session.StartHostAsync();
        await session.Server.NextAsync();
        await session.Time.UntilWaitingAsync(TimeSpan.FromSeconds(5));
        session.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(starting.IsCompleted);
        session.Time.Advance(TimeSpan.FromSeconds(0.1));
        await starting;
        Assert.Empty(session.Log.Lines);
        released.SetResult();
        await session.Time.PassAsync(Minute);

        await session.Server.NextAsync();
        await session.Time.PassAsync(Minute);
        await session.Server.NextAsync();
        Assert.Contains("403 Forbidden: no; look at apikey", Assert.Single(session.Log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_tells_at_once_with_the_new_key()
    {
        await using HostSession session = await HostSession.StartAsync();
        await session.StartHostAsync();
        await session.Server.NextAsync(3);

        session.Host.Apply(session.Terms(key: "other", check: "added"));

        RecordedRequest request = await session.Server.NextAsync();
        Assert.Equal(("PUT", "other"), (request.Method, request.Header("X-Api-Key")));
        Assert.Contains("added", request.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_during_a_call_is_not_lost()
    {
        var released = new TaskCompletionSource();
        await using HostSession session = await HostSession.StartAsync();
        await session.StartHostAsync();
        await session.Server.NextAsync(3);
        session.Server.Answer = async _ =>
        {
            await released.Task;
            return Reply.Success;
        };

        session.Host.Apply(session.Terms(check: "second"));
        await session.Server.NextAsync();
        session.Host.Apply(session.Terms(check: "third"));
        released.SetResult();

        Assert.Contains("third", (await session.Server.NextAsync()).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_vanishes_later_is_registered_anew_when_its_file_is_deleted()
    {
        bool isGone = false;
        await using HostSession session = await HostSession.StartAsync(
            request => isGone && request.Target.EndsWith("/old1", StringComparison.Ordinal) ? Reply.Error(404, "Host Not Found.") : null);
        session.File.Write("old1");
        await session.StartHostAsync();
        await session.Server.NextAsync(2);

        isGone = true;
        await session.Time.PassAsync(Hour);
        Assert.Equal("PUT /hosts/old1", Assert.Single(await session.Server.NextAsync(1)));
        await session.Time.PassAsync(Minute);
        Assert.Equal("GET /hosts/old1", Assert.Single(await session.Server.NextAsync(1)));
        await session.Time.UntilWaitingAsync(Minute);
        Assert.Equal("old1", session.Host.Condition.Id);
        File.Delete(session.File.Path);
        session.Time.Advance(Minute);

        Assert.Equal(["POST /hosts", "GET /hosts/new1", "PUT /hosts/new1"], await session.Server.NextAsync(3));
        await session.Time.UntilWaitingAsync(Hour);
        Assert.Equal("new1", await session.Host.IdAsync(Stop));
        Assert.Equal(3, session.Log.Lines.Count()); // up to date, gone, up to date
    }

    [Fact]
    public async Task The_status_at_the_end_is_set()
    {
        await using HostSession session = await HostSession.StartAsync();
        await session.StartHostAsync(session.Terms(onStop: "poweroff"));
        await session.Server.NextAsync(3);

        await session.Host.StopAsync(Stop);

        RecordedRequest request = await session.Server.NextAsync();
        Assert.Equal(("POST /api/v0/hosts/new1/status", """{"status":"poweroff"}"""), (request.ToString(), request.Body));
    }

    [Fact]
    public async Task A_status_that_cannot_be_set_at_the_end_is_told_and_holds_nobody_up()
    {
        await using HostSession session = await HostSession.StartAsync(
            request => request.Target.EndsWith("/status", StringComparison.Ordinal) ? Reply.Error(500, "down") : null);
        await session.StartHostAsync(session.Terms(onStop: "poweroff"));

        await session.Host.StopAsync(Stop);

        Assert.EndsWith("its status is not set to poweroff: "
            + $"POST {session.Server.Address}/api/v0/hosts/new1/status: 500 Internal Server Error: down", session.Log.Lines.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_ends_when_it_has_to_whatever_hangs()
    {
        var forever = new TaskCompletionSource<Reply>();
        await using HostSession session = await HostSession.StartAsync();
        await session.StartHostAsync(session.Terms(onStop: "poweroff"));
        await session.Server.NextAsync(3);
        session.Server.Answer = _ => forever.Task;
        using var limit = new CancellationTokenSource();

        Task stopping = session.Host.StopAsync(limit.Token);
        await session.Server.NextAsync();
        Assert.False(stopping.IsCompleted);
        await limit.CancelAsync();
        await stopping;

        Assert.EndsWith("Mackerel did not answer before the stop had to end", session.Log.Lines.Last(), StringComparison.Ordinal);
        forever.SetResult(Reply.Success);
    }

    [Fact]
    public async Task A_registration_under_way_at_the_stop_is_awaited_so_that_its_id_is_kept()
    {
        var released = new TaskCompletionSource<Reply>();
        await using HostSession session = await HostSession.StartAsync();
        session.Server.Answer = _ => released.Task;
        Task starting = session.StartHostAsync();
        await session.Server.NextAsync();
        await session.Time.PassAsync(TimeSpan.FromSeconds(5));
        await starting;

        Task stopping = session.Host.StopAsync(Stop);
        Assert.False(stopping.IsCompleted);
        released.SetResult(Reply.Id("late1"));
        await stopping;

        Assert.Equal("late1", session.File.Read());
    }
}
