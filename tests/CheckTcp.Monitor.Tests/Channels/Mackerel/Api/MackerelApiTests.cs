using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Hosts;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Api;

public class MackerelApiTests
{
    private static readonly HostDescription Described = new(
        "vm", null, new HostMeta { AgentName = "check-tcpd/0", AgentVersion = "0" }, [], ["Svc:web"], [new DescribedCheck("ftp", null)]);

    private static readonly CheckReport Recorded = new(
        new ReportSource("host", "seed0000015"),
        "tcp",
        "OK",
        "TCP OK: 0.005 seconds response time on 127.0.0.1 port 60695 [220 ready]\n",
        1795438091,
        10,
        2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reports_are_posted_as_the_agent_posts_them()
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Success);
        using MackerelApi api = server.Client();

        ApiAnswer<Done> answer = await api.PostReportsAsync([Recorded], Stop);

        Assert.True(answer.Succeeded);
        RecordedRequest request = await server.NextAsync();
        Assert.Equal("POST /api/v0/monitoring/checks/report", request.ToString());
        Assert.Equal(
            """{"reports":[{"source":{"type":"host","hostId":"seed0000015"},"name":"tcp","status":"OK","message":"TCP OK: 0.005 seconds response time on 127.0.0.1 port 60695 [220 ready]\n","occurredAt":1795438091,"notificationInterval":10,"maxCheckAttempts":2}]}""",
            request.Body);
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal($"check-tcpd/{ProgramVersion.Text}", request.Header("User-Agent"));
        Assert.Equal(ProgramVersion.Text, request.Header("X-Agent-Version"));
        Assert.Equal("k", request.Header("X-Api-Key"));
        Assert.Equal("gzip", request.Header("Accept-Encoding"));
        Assert.Equal("HTTP/1.1", request.Header(":version"));
        Assert.Null(request.Header("Authorization"));
        Assert.Null(request.Header("traceparent"));
    }

    [Fact]
    public async Task Members_that_are_absent_are_left_out_and_any_text_arrives()
    {
        const string message = "あ < > & \0 \u001b \u2028 😀";
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Success);
        using MackerelApi api = server.Client();

        await api.PostReportsAsync([Recorded with { Message = message, NotificationInterval = null, MaxCheckAttempts = null }], Stop);

        using var body = JsonDocument.Parse((await server.NextAsync()).Body);
        JsonElement report = body.RootElement.GetProperty("reports")[0];
        Assert.Equal(["source", "name", "status", "message", "occurredAt"], report.EnumerateObject().Select(member => member.Name));
        Assert.Equal(message, report.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_byte_that_is_no_text_becomes_a_replacement_character()
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Success);
        using MackerelApi api = server.Client();

        Assert.True((await api.PostReportsAsync([Recorded with { Message = "a\uDCFFb" }], Stop)).Succeeded);

        using var body = JsonDocument.Parse((await server.NextAsync()).Body);
        Assert.Equal("a\uFFFDb", body.RootElement.GetProperty("reports")[0].GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_host_is_registered_asked_for_updated_given_a_status_and_retired()
    {
        await using RecordingApi server = await RecordingApi.StartAsync(request => request switch
        {
            { Method: "POST", Target: "/api/v0/hosts" } => Reply.Id("abc"),
            { Method: "GET" } => Reply.Host("abc", "standby", ""","displayName":"d","isRetired":true"""),
            _ => Reply.Success,
        });
        using MackerelApi api = server.Client();

        Assert.Equal("abc", (await api.CreateHostAsync(Described, Stop)).Value);
        Assert.Equal(new Host("abc", "vm", "d", "standby", IsRetired: true), (await api.GetHostAsync("abc", Stop)).Value);
        Assert.True((await api.UpdateHostAsync("abc", Described, Stop)).Succeeded);
        Assert.True((await api.SetStatusAsync("abc", "working", Stop)).Succeeded);
        Assert.True((await api.RetireAsync("a/b", Stop)).Succeeded);

        RecordedRequest created = await server.NextAsync();
        Assert.Equal(
            """{"name":"vm","meta":{"agent-name":"check-tcpd/0","agent-version":"0"},"interfaces":[],"roleFullnames":["Svc:web"],"checks":[{"name":"ftp"}]}""",
            created.Body);
        RecordedRequest asked = await server.NextAsync();
        Assert.Equal(("GET /api/v0/hosts/abc", "", null), (asked.ToString(), asked.Body, asked.Header("Content-Type")));
        RecordedRequest updated = await server.NextAsync();
        Assert.Equal(("PUT /api/v0/hosts/abc", created.Body), (updated.ToString(), updated.Body));
        RecordedRequest status = await server.NextAsync();
        Assert.Equal(("POST /api/v0/hosts/abc/status", """{"status":"working"}"""), (status.ToString(), status.Body));
        RecordedRequest retired = await server.NextAsync();
        Assert.Equal(("POST /api/v0/hosts/a%2Fb/retire", "{}"), (retired.ToString(), retired.Body));
    }

    [Theory]
    [InlineData("""{"hosts":[{"id":"first"},{"id":"second"}]}""", "first")]
    [InlineData("""{"hosts":[]}""", null)]
    public async Task A_host_is_found_by_its_custom_identifier_whatever_its_status(string body, string? id)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Json(body));
        using MackerelApi api = server.Client();

        ApiAnswer<FoundHost> found = await api.FindHostIdAsync("a b&c", Stop);

        Assert.Equal(new FoundHost(id), found.Value);
        Assert.Equal(
            "GET /api/v0/hosts?customIdentifier=a%20b%26c&status=working&status=standby&status=maintenance&status=poweroff",
            (await server.NextAsync()).ToString());
    }

    [Theory]
    [InlineData("""{"hosts":[null]}""")]
    [InlineData("""{"hosts":null}""")]
    [InlineData("""{"hosts":{}}""")]
    [InlineData("""{"hosts":[{}]}""")]
    [InlineData("""{"hosts":[{"id":""}]}""")]
    [InlineData("""{"hosts":[{"id":"a/b"},{"id":"good"}]}""")]
    [InlineData("null")]
    public async Task A_list_of_hosts_that_holds_no_valid_id_is_no_answer(string body)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Json(body));
        using MackerelApi api = server.Client();

        ApiAnswer<FoundHost> found = await api.FindHostIdAsync("x", Stop);

        Assert.Equal(ApiFailureKind.Unavailable, found.Failure?.Kind);
        Assert.Contains("the answer is not the JSON that it has to be", found.Failure!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"host":null}""")]
    [InlineData("""{"host":{"name":"vm"}}""")]
    [InlineData("""{"host":{"id":"another"}}""")]
    public async Task A_host_that_is_not_the_one_that_was_asked_for_is_no_answer(string body)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Json(body));
        using MackerelApi api = server.Client();

        Assert.Equal(ApiFailureKind.Unavailable, (await api.GetHostAsync("abc", Stop)).Failure?.Kind);
    }

    [Theory]
    [InlineData("/", "/api/v0/hosts/x")]
    [InlineData("/prefix", "/prefix/api/v0/hosts/x")]
    [InlineData("/a/prefix/", "/a/prefix/api/v0/hosts/x")]
    public async Task The_address_may_have_a_path(string path, string target)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Host("x"));
        using var api = new MackerelApi(
            ApiSettings.Of(new AgentSettings { ApiBase = server.Address + path, HttpProxy = "direct" }), TimeProvider.System);

        Assert.True((await api.GetHostAsync("x", Stop)).Succeeded);

        Assert.Equal(target, (await server.NextAsync()).Target);
    }

    [Fact]
    public async Task A_user_and_password_in_the_address_are_sent_as_the_agent_sends_them()
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Host("x"));
        string address = server.Address.Replace("://", "://us%40er:s3cret@", StringComparison.Ordinal);
        using var api = new MackerelApi(ApiSettings.Of(new AgentSettings { ApiBase = address, HttpProxy = "direct" }), TimeProvider.System);

        await api.GetHostAsync("x", Stop);

        Assert.Equal($"Basic {Convert.ToBase64String("us@er:s3cret"u8)}", (await server.NextAsync()).Header("Authorization"));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task A_connection_is_kept_unless_the_configuration_says_otherwise(bool disabled, bool same)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Success);
        using var api = new MackerelApi(server.Settings() with { KeepAlive = !disabled }, TimeProvider.System);

        await api.PostReportsAsync([Recorded], Stop);
        await api.PostReportsAsync([Recorded], Stop);

        RecordedRequest first = await server.NextAsync();
        RecordedRequest second = await server.NextAsync();
        Assert.Equal(same, first.Header(":connection") == second.Header(":connection"));
        Assert.Equal(disabled ? "close" : null, first.Header("Connection"));
    }

    [Fact]
    public async Task An_answer_may_be_compressed()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes("""{"id":"abc"}"""), Stop);
        }

        await using RecordingApi server = await RecordingApi.StartAsync(_ => new Reply(200, packed.ToArray(), ("Content-Encoding", "gzip")));
        using MackerelApi api = server.Client();

        Assert.Equal("abc", (await api.CreateHostAsync(Described, Stop)).Value);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"success":true}""")]
    [InlineData("1")]
    public async Task A_post_succeeds_with_any_JSON(string body)
    {
        await using RecordingApi server = await RecordingApi.StartAsync(_ => Reply.Json(body));
        using MackerelApi api = server.Client();

        Assert.True((await api.PostReportsAsync([Recorded], Stop)).Succeeded);
    }
}
