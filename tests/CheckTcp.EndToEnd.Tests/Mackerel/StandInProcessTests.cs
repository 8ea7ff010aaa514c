using System.Net;
using System.Text;
using CheckTcp.TestSupport.Mackerel;
using CheckTcp.TestSupport.Mackerel.Faults;

namespace CheckTcp.EndToEnd.Tests.Mackerel;

public sealed class StandInProcessTests : IAsyncLifetime
{
    private readonly HttpClient _client = new() { DefaultRequestHeaders = { { "X-Api-Key", MackerelStandIn.ApiKey } } };
    private MackerelStandInProcess _mackerel = null!;
    private long _second;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mackerel = await StandInProgram.StartAsync();
        _client.BaseAddress = _mackerel.Address;
        await _mackerel.ActByHandAsync("POST", "/api/v0/hosts", """{"name":"vm","meta":{}}""");
        _second = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _mackerel.DisposeAsync();
    }

    [Fact]
    public async Task It_answers_and_tells_what_it_recorded()
    {
        Task<StandInRecord> waiting = _mackerel.UntilAsync(record => record.Alerts.Count == 1);
        using HttpResponseMessage response = await ReportAsync("ftp", "CRITICAL");

        StandInRecord record = await waiting;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["ftp"], Assert.Single(record.Requests).Checks);
        Assert.Equal("CRITICAL", Assert.Single(record.NotificationsOf("host0000001", "ftp")).Status);
        Assert.Equal(MackerelStandIn.ApiKey, record.Requests[0].Header("x-api-key"));
    }

    [Fact]
    public async Task A_later_record_holds_all_that_an_earlier_one_did()
    {
        (await ReportAsync("a", "CRITICAL")).Dispose();
        StandInRecord first = await _mackerel.RecordAsync();
        (await ReportAsync("b", "OK")).Dispose();
        (await ReportAsync("a", "OK")).Dispose();

        StandInRecord last = await _mackerel.UntilRequestsAsync(3, request => request.Outcome == RequestOutcome.Answered);
        StandInRecord same = await _mackerel.RecordAsync();

        Assert.Equal((1, 1), (first.Requests.Count, first.Notifications.Count));
        Assert.Equal([1, 2, 3], last.Requests.Select(request => request.Number));
        Assert.Equal(["a", "b", "a"], last.Reports.Select(report => report.Check));
        Assert.Equal(2, last.Notifications.Count);
        Assert.Equal(last.Reports, same.Reports);
    }

    [Fact]
    public async Task Every_kind_of_fault_reaches_it()
    {
        await _mackerel.BreakAsync(new Fault.Cut { Times = 1 });
        await _mackerel.BreakAsync(new Fault.LoseAnswer { Times = 1 });
        await _mackerel.BreakAsync(new Fault.CutAnswer { Times = 1 });
        await _mackerel.BreakAsync(new Fault.Delay(TimeSpan.FromMilliseconds(1)) { Times = 1 });
        await _mackerel.BreakAsync(Fault.TooManyRequests(7) with { Times = 1, On = FaultScope.Reports });
        for (int i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => ReportAsync($"c{i}", "OK"));
        }

        using HttpResponseMessage later = await ReportAsync("later", "OK");
        await _mackerel.BreakAsync(new Fault.Hang());
        Task<HttpResponseMessage> hanging = ReportAsync("hanging", "OK");
        StandInRecord record = await _mackerel.UntilRequestsAsync(1, request => request.Outcome == RequestOutcome.Hung);

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)), (later.StatusCode, later.Headers.RetryAfter?.Delta));
        Assert.Equal(
            [RequestOutcome.Cut, RequestOutcome.AnswerLost, RequestOutcome.AnswerCut, RequestOutcome.Answered, RequestOutcome.Hung],
            record.Requests.Select(request => request.Outcome));
        Assert.Equal(["c1", "c2"], record.Reports.Select(report => report.Check));
        await _mackerel.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    [Fact]
    public async Task While_it_refuses_it_can_still_be_asked()
    {
        await _mackerel.RefuseAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => ReportAsync("ftp", "OK"));
        Assert.Empty((await _mackerel.RecordAsync()).Requests);
        await _mackerel.HealAsync();
        using HttpResponseMessage response = await ReportAsync("ftp", "OK");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Killed_and_started_again_it_knows_what_it_knew()
    {
        (await ReportAsync("ftp", "CRITICAL")).Dispose();
        (await ReportAsync("web", "CRITICAL")).Dispose();
        await _mackerel.ActByHandAsync("POST", "/api/v0/alerts/alrt0000002/close", """{"reason":"known"}""");
        StandInRecord before = await _mackerel.RecordAsync();

        await _mackerel.KillAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => ReportAsync("ftp", "OK"));
        await _mackerel.StartAgainAsync();

        StandInRecord after = await _mackerel.RecordAsync();
        Assert.Equal(before.Alerts, after.Alerts);
        Assert.Equal(before.Reports, after.Reports);
        Assert.Equal(before.Notifications, after.Notifications);
        Assert.Equal(before.Checks, after.Checks);
        Assert.Equal(before.Requests.Select(request => request.ToString()), after.Requests.Select(request => request.ToString()));
        Assert.True(after.Version >= before.Version);
        (await ReportAsync("ftp", "OK")).Dispose();
        StandInRecord closed = await _mackerel.UntilRequestsAsync(3, request => request.Outcome == RequestOutcome.Answered);
        Assert.All(closed.Alerts, alert => Assert.False(alert.IsOpen));
    }

    private async Task<HttpResponseMessage> ReportAsync(string check, string status)
    {
        using StringContent content = new($$"""
            {"reports":[{"source":{"type":"host","hostId":"host0000001"},"name":"{{check}}","status":"{{status}}","message":"m","occurredAt":{{_second++}}}]}
            """, Encoding.UTF8, "application/json");
        return await _client.PostAsync(new Uri("api/v0/monitoring/checks/report", UriKind.Relative), content, Cancellation);
    }
}
