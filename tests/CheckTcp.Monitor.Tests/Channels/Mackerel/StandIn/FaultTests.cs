using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CheckTcp.TestSupport.Mackerel;
using CheckTcp.TestSupport.Mackerel.Faults;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.StandIn;

public sealed class FaultTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(PlayedBook.Start);
    private readonly HttpClient _client = new() { DefaultRequestHeaders = { { "X-Api-Key", MackerelStandIn.ApiKey } } };
    private MackerelStandIn _mackerel = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _mackerel = await MackerelStandIn.StartAsync(_time);
        await _mackerel.ActByHandAsync("POST", "/api/v0/hosts", """{"name":"vm","meta":{}}""");
        _client.BaseAddress = _mackerel.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _mackerel.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_fault_a_request_is_acted_on_recorded_and_answered()
    {
        using HttpResponseMessage response = await ReportAsync("ftp");

        Assert.Equal((HttpStatusCode.OK, """{"success":true}"""), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation)));
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        RecordedRequest request = Assert.Single(_mackerel.Record.Requests);
        Assert.Equal(
            (1, PlayedBook.Start, "POST", "/api/v0/monitoring/checks/report?", RequestOutcome.Answered, 200, PlayedBook.Start),
            (request.Number, request.At, request.Method, request.Target, request.Outcome, request.Status, request.ActedOnAt));
        Assert.Equal(Body("ftp"), request.Body);
        Assert.Equal("application/json; charset=utf-8", request.Header("content-type"));
        Assert.Equal(["ftp"], request.Checks);
        Assert.Single(_mackerel.Record.ReportsOf("host0000001", "ftp"));
    }

    [Fact]
    public async Task A_request_that_the_API_refuses_is_recorded_too()
    {
        _client.DefaultRequestHeaders.Clear();

        using HttpResponseMessage response = await ReportAsync("ftp");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(401, Assert.Single(_mackerel.Record.Requests).Status);
    }

    [Fact]
    public async Task Refused_connections_are_accepted_again_on_the_same_port()
    {
        (await ReportAsync("a")).Dispose(); // leaves a connection open, which is cut
        Uri address = _mackerel.Address;

        await _mackerel.RefuseAsync();
        HttpRequestException refused = await Assert.ThrowsAsync<HttpRequestException>(() => ReportAsync("ftp"));
        await _mackerel.HealAsync();
        using HttpResponseMessage response = await ReportAsync("ftp");

        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(refused.InnerException).SocketErrorCode);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(address, _mackerel.Address);
        Assert.Equal(["a", "ftp"], _mackerel.Record.Reports.Select(report => report.Check));
    }

    [Fact]
    public async Task A_hanging_request_is_answered_by_nothing_but_the_end()
    {
        await _mackerel.BreakAsync(new Fault.Hang());

        Task<HttpResponseMessage> hanging = ReportAsync("ftp");
        StandInRecord record = await _mackerel.UntilAsync(record => record.Requests.Any(request => request.Outcome == RequestOutcome.Hung));
        await _mackerel.HealAsync();
        using HttpResponseMessage other = await ReportAsync("web");

        Assert.False(hanging.IsCompleted);
        Assert.Empty(record.Reports);
        await _mackerel.DisposeAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => hanging);
    }

    [Fact]
    public async Task A_cut_request_is_not_acted_on()
    {
        await _mackerel.BreakAsync(new Fault.Cut());

        HttpRequestException cut = await Assert.ThrowsAsync<HttpRequestException>(() => ReportAsync("ftp"));

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(cut.GetBaseException()).SocketErrorCode);
        Assert.Equal(RequestOutcome.Cut, Assert.Single(_mackerel.Record.Requests).Outcome);
        Assert.Empty(_mackerel.Record.Reports);
    }

    [Fact]
    public async Task A_request_whose_answer_is_lost_is_acted_on()
    {
        await _mackerel.BreakAsync(new Fault.LoseAnswer());

        await Assert.ThrowsAsync<HttpRequestException>(() => ReportAsync("ftp"));

        Assert.Equal(RequestOutcome.AnswerLost, Assert.Single(_mackerel.Record.Requests).Outcome);
        Assert.Single(_mackerel.Record.Reports);
    }

    [Fact]
    public async Task A_cut_answer_begins_and_does_not_end()
    {
        await _mackerel.BreakAsync(new Fault.CutAnswer());
        using HttpRequestMessage request = new(HttpMethod.Post, "api/v0/monitoring/checks/report") { Content = new StringContent(Body("ftp")) };

        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(RequestOutcome.AnswerCut, Assert.Single(_mackerel.Record.Requests).Outcome);
        Assert.Single(_mackerel.Record.Reports);
    }

    [Fact]
    public async Task A_delayed_request_is_acted_on_when_the_stand_ins_clock_says_so()
    {
        await _mackerel.BreakAsync(new Fault.Delay(TimeSpan.FromSeconds(40)));

        Task<HttpResponseMessage> delayed = ReportAsync("ftp");
        StandInRecord before = await _mackerel.UntilRequestsAsync(1, request => request.Outcome == RequestOutcome.Pending);
        StandInRecord after = await UntilTimePassedAsync(delayed);
        using HttpResponseMessage response = await delayed;

        Assert.Empty(before.Reports);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.InRange(Assert.Single(after.Requests).ActedOnAt!.Value - PlayedBook.Start, TimeSpan.FromSeconds(40), TimeSpan.MaxValue);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(408)]
    [InlineData(413)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_status_is_answered_without_acting(int status)
    {
        await _mackerel.BreakAsync(Fault.Status(status));

        using HttpResponseMessage response = await ReportAsync("ftp");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status, Assert.Single(_mackerel.Record.Requests).Status);
        Assert.Empty(_mackerel.Record.Reports);
    }

    [Fact]
    public async Task Too_many_requests_says_when_to_come_again()
    {
        await _mackerel.BreakAsync(Fault.TooManyRequests(retryAfter: 90));

        using HttpResponseMessage response = await ReportAsync("ftp");

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(90)), (response.StatusCode, response.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task A_success_may_be_no_JSON_or_nothing_and_acted_on()
    {
        await _mackerel.BreakAsync(Fault.NotJson() with { Times = 1 });
        await _mackerel.BreakAsync(Fault.Empty() with { Times = 1, IsActedOn = true });

        using HttpResponseMessage page = await ReportAsync("a");
        using HttpResponseMessage empty = await ReportAsync("b");
        using HttpResponseMessage healthy = await ReportAsync("c");

        Assert.All([page, empty, healthy], response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        Assert.Equal(("text/html", "<html>Welcome</html>"), (page.Content.Headers.ContentType?.MediaType, await page.Content.ReadAsStringAsync(Cancellation)));
        Assert.Equal("", await empty.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(["b", "c"], _mackerel.Record.Reports.Select(report => report.Check));
    }

    [Fact]
    public async Task A_report_of_one_check_has_its_whole_batch_refused()
    {
        await _mackerel.BreakAsync(Fault.Rejects("bad"));

        using HttpResponseMessage refused = await ReportAsync("good", "bad");
        using HttpResponseMessage taken = await ReportAsync("good");

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (refused.StatusCode, taken.StatusCode));
        Assert.Equal(["good"], _mackerel.Record.Reports.Select(report => report.Check));
    }

    [Fact]
    public async Task A_fault_meets_only_what_is_in_its_scope()
    {
        await _mackerel.BreakAsync(Fault.Status(503) with { On = FaultScope.Reports });
        await _mackerel.BreakAsync(Fault.Status(500) with { On = new FaultScope { HostId = "host0000001", Method = "GET" } });
        await _mackerel.BreakAsync(Fault.Status(418) with { On = new FaultScope { HostId = "host0000002" } });

        using HttpResponseMessage report = await ReportAsync("ftp");
        using HttpResponseMessage shown = await _client.GetAsync(new Uri("api/v0/hosts/host0000001", UriKind.Relative), Cancellation);
        using HttpResponseMessage listed = await _client.GetAsync(new Uri("api/v0/hosts", UriKind.Relative), Cancellation);
        using HttpResponseMessage other = await _client.GetAsync(new Uri("api/v0/hosts/host0000002", UriKind.Relative), Cancellation);

        Assert.Equal([503, 500, 200, 418], ((HttpResponseMessage[])[report, shown, listed, other]).Select(response => (int)response.StatusCode));
    }

    [Fact]
    public async Task A_wait_that_is_in_vain_tells_what_was_recorded()
    {
        (await ReportAsync("ftp")).Dispose();

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(
            () => _mackerel.UntilAsync(record => record.Requests.Count > 1, TimeSpan.FromMilliseconds(1)));

        Assert.Contains("#1 12:48:11.000 POST /api/v0/monitoring/checks/report? {\"reports\":", failure.Message, StringComparison.Ordinal);
        Assert.Contains("-> Answered 200", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>The delay may begin after the first advance.</summary>
    private async Task<StandInRecord> UntilTimePassedAsync(Task delayed)
    {
        long start = Stopwatch.GetTimestamp();
        while (!delayed.IsCompleted && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60))
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        return _mackerel.Record;
    }

    private string Body(params string[] checks) => $$"""
        {"reports":[{{string.Join(',', checks.Select(check => $$"""
        {"source":{"type":"host","hostId":"host0000001"},"name":"{{check}}","status":"OK","message":"m","occurredAt":{{_time.GetUtcNow().ToUnixTimeSeconds()}}}
        """))}}]}
        """;

    private async Task<HttpResponseMessage> ReportAsync(params string[] checks)
    {
        using StringContent content = new(Body(checks), Encoding.UTF8, "application/json");
        return await _client.PostAsync(new Uri("api/v0/monitoring/checks/report?", UriKind.Relative), content, Cancellation);
    }
}
