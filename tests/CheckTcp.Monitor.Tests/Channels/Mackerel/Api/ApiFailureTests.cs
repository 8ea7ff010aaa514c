using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Domain;
using CheckTcp.TestSupport;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Api;

public class ApiFailureTests
{
    private const string Key = "s3cretkeys3cretkey";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, nameof(ApiFailureKind.Invalid), "400 Bad Request: told why")]
    [InlineData(401, nameof(ApiFailureKind.Refused), "401 Unauthorized: told why; look at apikey in the configuration")]
    [InlineData(403, nameof(ApiFailureKind.Refused), "403 Forbidden: told why; look at apikey in the configuration")]
    [InlineData(404, nameof(ApiFailureKind.Missing), "404 Not Found: told why")]
    [InlineData(407, nameof(ApiFailureKind.Unavailable), "407 Proxy Authentication Required: told why; look at http_proxy and https_proxy in the configuration")]
    [InlineData(408, nameof(ApiFailureKind.Unavailable), "408 Request Timeout: told why")]
    [InlineData(413, nameof(ApiFailureKind.Invalid), "413 Payload Too Large: told why")]
    [InlineData(429, nameof(ApiFailureKind.Unavailable), "429 Too Many Requests: told why")]
    [InlineData(500, nameof(ApiFailureKind.Unavailable), "500 Internal Server Error: told why")]
    [InlineData(503, nameof(ApiFailureKind.Unavailable), "503 Service Unavailable: told why")]
    public async Task A_status_says_what_can_be_done(int status, string kind, string told)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Error(status, "told why"));

        ApiFailure failure = await FailureOf(server.Settings(Key));

        Assert.Equal(Enum.Parse<ApiFailureKind>(kind), failure.Kind);
        Assert.Equal(status, failure.StatusCode);
        Assert.Equal($"POST {server.Address}/api/v0/monitoring/checks/report: {told}", failure.Reason);
    }

    [Theory]
    [InlineData("""{"error":{"message":"Host Not Found."}}""", ": Host Not Found.")]
    [InlineData("""{"error":"as text"}""", ": as text")]
    [InlineData("""{"other":1}""", """: {"other":1}""")]
    [InlineData("<html>\r\n<h1>no | way</h1>", @": <html>\r\n<h1>no \x7C way</h1>")]
    [InlineData("", "")]
    [InlineData("""{"error":{"message":"a\u001b[31m\nb"}}""", @": a\x1B[31m\nb")]
    public async Task What_the_server_says_is_shown_on_one_line(string body, string told)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Text(body, 404));

        Assert.EndsWith($"report: 404 Not Found{told}", (await FailureOf(server.Settings(Key))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_says_is_bounded()
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Error(400, new string('x', 100_000)));

        Assert.EndsWith($": {new string('x', 100)}...", (await FailureOf(server.Settings(Key))).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("<html>hello</html>", "<html>hello</html>")]
    [InlineData("{\"success\":", "{\"success\":")]
    [InlineData("{} x", "{} x")]
    public async Task Success_without_JSON_is_none(string body, string shown)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Text(body, 200));

        ApiFailure failure = await FailureOf(server.Settings(Key));

        Assert.Equal(ApiFailureKind.Unavailable, failure.Kind);
        Assert.EndsWith($"report: the answer is not the JSON that it has to be: {shown}", failure.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"host":{}}""")]
    [InlineData("""{"host":{"id":7}}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task An_answer_without_what_was_asked_for_is_none(string body)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Json(body));
        using MackerelApi api = server.Client();

        ApiAnswer<Host> answer = await api.GetHostAsync("x", Stop);

        Assert.Equal(ApiFailureKind.Unavailable, answer.Failure?.Kind);
        Assert.EndsWith(body, answer.Failure!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/api", " to https://elsewhere.example/api")]
    [InlineData("https://user:s3cret@elsewhere.example/api", " to https://elsewhere.example/api")]
    [InlineData("/login", " to /login")]
    [InlineData(null, "")]
    public async Task A_redirect_is_not_followed_and_says_where_to(string? location, string told)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(
            _ => location is null ? Reply.Text("", 301) : Reply.Text("", 301, ("Location", location)));

        ApiFailure failure = await FailureOf(server.Settings(Key));

        Assert.Equal(ApiFailureKind.Unavailable, failure.Kind);
        Assert.EndsWith($"report: 301 Moved Permanently{told}; look at apibase in the configuration", failure.Reason, StringComparison.Ordinal);
        await server.NextAsync();
        Assert.Equal(0, server.Unseen);
    }

    [Fact]
    public async Task The_server_may_ask_to_wait()
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Text("{}", 429, ("Retry-After", "17")));

        Assert.Equal(TimeSpan.FromSeconds(17), (await FailureOf(server.Settings(Key))).RetryAfter);
    }

    [Fact]
    public async Task A_refused_connection_is_told_with_its_address()
    {
        using var closed = new ClosedPort();

        ApiFailure failure = await FailureOf(At(closed.Port));

        Assert.Equal((ApiFailureKind.Unavailable, null), (failure.Kind, failure.StatusCode));
        Assert.Equal($"POST http://127.0.0.1:{closed.Port}/api/v0/monitoring/checks/report: connection refused", failure.Reason);
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_told()
    {
        ApiFailure failure = await FailureOf(ApiSettings.Of(new AgentSettings { ApiBase = "http://nosuch.invalid", HttpProxy = "direct" }));

        Assert.Equal(ApiFailureKind.Unavailable, failure.Kind);
        Assert.Matches("report: (the name does not resolve|no name server answers)$", failure.Reason);
    }

    [Fact]
    public async Task A_port_that_does_not_answer_is_given_up()
    {
        using var silent = new SilentPort();

        ApiFailure failure = await FailureOf(At(silent.Port) with { ConnectTimeout = TimeSpan.FromMilliseconds(20) });

        Assert.EndsWith("report: connect: no answer within 0.02 seconds", failure.Reason, StringComparison.Ordinal);
        Assert.Equal(ApiFailureKind.Unavailable, failure.Kind);
    }

    [Theory]
    [InlineData("", "the connection was closed before the answer was complete")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{", "the connection was closed before the answer was complete")]
    [InlineData("220 ready\r\n", "the answer is no HTTP")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", "the answer is no gzip, which it says that it is")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1048577\r\n\r\n", "the answer is longer than 1 MB")]
    public async Task Nonsense_and_cut_answers_are_told(string sent, string told)
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveThroughAsync("]}");
            await peer.SendAsync(sent);
        });

        ApiFailure failure = await FailureOf(At(server.Port));

        Assert.Equal(ApiFailureKind.Unavailable, failure.Kind);
        Assert.EndsWith($"report: {told}", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_end_is_given_up()
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveThroughAsync("]}");
            await peer.SendAsync("HTTP/1.1 200 OK\r\n\r\n");
            await peer.FloodAsync(" ");
        });

        Assert.EndsWith("report: the answer is longer than 1 MB", (await FailureOf(At(server.Port))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_connection_is_told()
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveThroughAsync("]}");
            peer.Reset();
        });

        Assert.EndsWith("report: the connection was reset", (await FailureOf(At(server.Port))).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{")]
    public async Task A_call_ends_after_thirty_seconds_whatever_has_come(string sent)
    {
        var time = new FakeTimeProvider();
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveThroughAsync("]}");
            await peer.SendAsync(sent);
            await peer.StallAsync();
        });
        using var api = new MackerelApi(At(server.Port), time);

        Task<ApiAnswer<Done>> call = api.PostReportsAsync([], Stop);
        await server.UntilReceivedAsync("]}");
        time.Advance(TimeSpan.FromSeconds(29.9));
        Assert.False(call.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(0.1));

        ApiAnswer<Done> answer = await call;
        Assert.Equal(ApiFailureKind.Unavailable, answer.Failure?.Kind);
        Assert.EndsWith("report: no answer within 30 seconds", answer.Failure!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_callers_own_end_is_no_failure()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());
        using var api = new MackerelApi(At(server.Port), TimeProvider.System);
        using var stop = new CancellationTokenSource();

        Task<ApiAnswer<Done>> call = api.PostReportsAsync([], stop.Token);
        await server.UntilReceivedAsync("]}");
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task A_client_that_is_given_up_fails_its_calls_and_throws_nothing()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());
        var api = new MackerelApi(At(server.Port), TimeProvider.System);

        Task<ApiAnswer<Done>> call = api.PostReportsAsync([], Stop);
        await server.UntilReceivedAsync("]}");
        api.Dispose();

        Assert.Equal(ApiFailureKind.Unavailable, (await call).Failure?.Kind);
        Assert.Equal(ApiFailureKind.Unavailable, (await api.PostReportsAsync([], Stop)).Failure?.Kind);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    [InlineData(302)]
    public async Task The_key_and_the_password_of_the_address_are_never_shown(int status)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Text($"bad key {Key}", status, ("Location", $"/?key={Key}")));
        string address = server.Address.Replace("://", "://user:passw0rd@", StringComparison.Ordinal);

        ApiFailure failure = await FailureOf(ApiSettings.Of(new AgentSettings { ApiBase = address, ApiKey = Key, HttpProxy = "direct" }));

        Assert.Contains("(the key)", failure.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("passw0rd", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("user", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_part_of_a_key_is_left_where_a_text_is_cut()
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Text($"{new string('x', 95)}{Key}", 400));

        Assert.DoesNotContain("s3c", (await FailureOf(server.Settings(Key))).Reason, StringComparison.Ordinal);
    }

    private static ApiSettings At(int port) =>
        ApiSettings.Of(new AgentSettings { ApiBase = $"http://127.0.0.1:{port}", ApiKey = Key, HttpProxy = "direct" });

    private static async Task<ApiFailure> FailureOf(ApiSettings settings)
    {
        using var api = new MackerelApi(settings, TimeProvider.System);
        ApiAnswer<Done> answer = await api.PostReportsAsync([], Stop);
        Assert.False(answer.Succeeded);
        return answer.Failure;
    }
}
