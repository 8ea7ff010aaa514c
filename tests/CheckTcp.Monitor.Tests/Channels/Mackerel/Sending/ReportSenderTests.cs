using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Sending;
using CheckTcp.Monitor.Tests.Storage;
using CheckTcp.TestSupport;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Sending;

public sealed class ReportSenderTests : IAsyncDisposable
{
    private static readonly ApiFailure Unavailable = new(ApiFailureKind.Unavailable, "connection refused");

    private readonly SenderSession _session = new();

    private IEnumerable<int> Sizes => _session.Requests.Select(request => request.Reports.Length);

    private IEnumerable<double> Times => _session.Requests.Select(request => (request.At - Entries.Noon).TotalSeconds);

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public async Task News_is_sent_at_once_and_the_rest_within_seconds()
    {
        await _session.AddAsync(1);
        await _session.PassAsync(3);
        Assert.Empty(_session.Requests);
        await _session.PassAsync(3);
        await _session.AddAsync(1, urgent: true);
        await _session.PassAsync(0);

        Assert.Equal([5, 6], Times);
        Assert.Equal((0, 2), (_session.Sender.Figures.Waiting, _session.Sender.Figures.Sent));
    }

    [Fact]
    public async Task Twenty_go_in_a_request_and_a_second_lies_between_two()
    {
        await _session.AddAsync(45);
        await _session.PassAsync(10);

        Assert.Equal([20, 20, 5], Sizes);
        Assert.Equal([5, 6, 7], Times);
    }

    [Fact]
    public async Task A_long_queue_goes_by_the_hundred()
    {
        await _session.AddAsync(1000, urgent: true);
        await _session.PassAsync(20);

        Assert.Equal([.. Enumerable.Repeat(100, 8), .. Enumerable.Repeat(20, 10)], Sizes);
        Assert.Equal([0, 0.25, 0.5, 0.75], Times.Take(4));
    }

    [Fact]
    public async Task A_report_says_what_the_agents_says()
    {
        await _session.AddAsync(1, urgent: true);
        await _session.PassAsync(0);

        Assert.Equal(
            new CheckReport(new ReportSource("host", "id-of-this"), "db", "CRITICAL", "bad", Entries.Noon.ToUnixTimeSeconds(), null, null),
            Assert.Single(Assert.Single(_session.Requests).Reports));
    }

    [Fact]
    public async Task A_report_names_its_check_as_the_API_documents_names()
    {
        await _session.AddAsync(1, urgent: true, check: "web/127.0.0.1:1");
        await _session.PassAsync(0);

        Assert.Matches("^web-127-0-0-1-1-[0-9a-f]{6}$", Assert.Single(Assert.Single(_session.Requests).Reports).Name);
    }

    [Fact]
    public async Task What_cannot_be_delivered_is_tried_again_and_then_goes_first()
    {
        _session.Api = (_, _) => Task.FromResult<ApiFailure?>(Unavailable);
        await _session.AddAsync(1, urgent: true, check: "first");
        await _session.PassAsync(2);
        SendingFigures during = _session.Sender.Figures;
        _session.Api = (_, _) => Task.FromResult<ApiFailure?>(null);
        await _session.AddAsync(1, urgent: true, check: "second");
        await _session.PassAsync(5);

        Assert.Equal([0, 1, 3], Times);
        Assert.Equal(["first", "second"], _session.Requests[^1].Reports.Select(report => report.Name));
        Assert.Equal((1, Entries.Noon, "connection refused"), (during.Waiting, during.FailingSince, during.LastError?.Reason));
        SendingFigures after = _session.Sender.Figures;
        Assert.Equal((0, null, Entries.Noon.AddSeconds(3)), (after.Waiting, after.FailingSince, after.LastSuccessAt));
        Assert.Equal("connection refused", after.LastError?.Reason);
        Assert.Equal(
            [
                "Warning: reports to Mackerel wait and are tried again; six hours of them are kept: connection refused",
                "Information: reports to Mackerel arrive again; they waited since 2026-03-10 12:00:00Z, and 0 were given up",
            ],
            _session.Log.Lines);
    }

    [Fact]
    public async Task While_one_host_fails_the_others_go_on()
    {
        _session.Api = (reports, _) => Task.FromResult(reports[0].Source.HostId == "id-of-lame" ? Unavailable : null);
        await _session.AddAsync(1, urgent: true, host: "lame");
        await _session.AddAsync(1, urgent: true, host: "hale");
        await _session.AddAsync(1, urgent: true);
        await _session.PassAsync(0);

        Assert.Equal(["id-of-hale", "id-of-lame", "id-of-this"], _session.Requests.Select(request => request.Reports[0].Source.HostId).Order());
        Assert.Equal(1, _session.Sender.Figures.Waiting);
    }

    [Fact]
    public async Task A_host_that_is_not_known_keeps_its_reports_and_is_looked_up_again()
    {
        _session.Missing.Add("db-7");
        await _session.AddAsync(1, urgent: true, host: "db-7");
        await _session.PassAsync(59);
        Assert.Empty(_session.Requests);
        _session.Missing.Clear();
        await _session.PassAsync(1);

        Assert.Equal("id-of-db-7", Assert.Single(_session.Requests).Reports[0].Source.HostId);
    }

    [Fact]
    public async Task An_id_that_the_API_does_not_know_any_more_is_forgotten()
    {
        _session.Api = (_, _) => Task.FromResult<ApiFailure?>(new ApiFailure(ApiFailureKind.Missing, "Host Not Found."));
        await _session.AddAsync(1, urgent: true, host: "db-7");
        await _session.PassAsync(0);

        Assert.Equal(["db-7"], _session.Forgotten);
        Assert.Equal(1, _session.Sender.Figures.Waiting);
    }

    [Fact]
    public async Task When_the_server_asks_everybody_to_wait_everybody_does()
    {
        _session.Api = (_, _) => Task.FromResult<ApiFailure?>(
            Unavailable with { StatusCode = 429, RetryAfter = TimeSpan.FromSeconds(40) });
        await _session.AddAsync(1, urgent: true, host: "a");
        await _session.PassAsync(10);
        _session.Api = (_, _) => Task.FromResult<ApiFailure?>(null);
        await _session.AddAsync(1, urgent: true, host: "b");
        await _session.PassAsync(29.9);
        Assert.Equal([0], Times);
        await _session.PassAsync(1);

        Assert.Equal([0, 40, 40], Times);
    }

    [Fact]
    public async Task A_bad_report_is_given_up_and_shown_and_the_others_arrive()
    {
        var invalid = new ApiFailure(ApiFailureKind.Invalid, "400 Bad Request: name is invalid");
        _session.Api = (reports, _) => Task.FromResult(reports.Any(report => report.Name == "bad") ? invalid : null);
        await _session.AddAsync([(null, "x", true), (null, "bad", true), (null, "y", true)]);
        await _session.PassAsync(0);
        await _session.AddAsync([(null, "bad", true), (null, "y", true)]);
        await _session.PassAsync(5);

        SendingFigures figures = _session.Sender.Figures;
        Assert.Equal((0, 3, 2), (figures.Waiting, figures.Sent, figures.Dropped));
        Assert.Equal("a report of bad is refused: 400 Bad Request: name is invalid", figures.LastError?.Reason);
        Assert.Single(_session.Log.Lines, line => line.StartsWith("Error: Mackerel refuses a report of bad", StringComparison.Ordinal));
        Assert.Equal(["bad", "bad"], _session.ReportedAnew);
    }

    [Fact]
    public async Task An_API_that_refuses_everything_costs_no_report()
    {
        _session.Api = (_, _) => Task.FromResult<ApiFailure?>(new ApiFailure(ApiFailureKind.Invalid, "400 Bad Request"));
        await _session.AddAsync(1, urgent: true);
        await _session.PassAsync(600);
        int tries = _session.Requests.Count;
        _session.Api = (_, _) => Task.FromResult<ApiFailure?>(null);
        await _session.PassAsync(30);

        Assert.InRange(tries, 10, 30);
        Assert.Equal((0, 1, 0), (_session.Sender.Figures.Waiting, _session.Sender.Figures.Sent, _session.Sender.Figures.Dropped));
    }

    [Fact]
    public async Task What_has_waited_six_hours_is_given_up_and_its_check_is_reported_anew()
    {
        _session.Api = (_, _) => Task.FromResult<ApiFailure?>(Unavailable);
        await _session.AddAsync(1, urgent: true, check: "old");
        await _session.PassAsync(3600);
        await _session.AddAsync(1, check: "younger");
        await _session.PassAsync(5 * 3600 - 1);
        Assert.Equal((2, 0), (_session.Sender.Figures.Waiting, _session.Sender.Figures.Dropped));
        await _session.PassAsync(31);

        Assert.Equal((1, 1), (_session.Sender.Figures.Waiting, _session.Sender.Figures.Dropped));
        Assert.Equal(["old"], _session.ReportedAnew);
        Assert.All(
            _session.Requests,
            request => Assert.All(
                request.Reports, report => Assert.InRange(request.At.ToUnixTimeSeconds() - report.OccurredAt, 0, (6 * 3600) - 1)));
    }

    [Fact]
    public async Task More_old_reports_than_are_dropped_at_once_are_all_dropped()
    {
        _session.Missing.UnionWith(["a", "b"]);
        await _session.AddAsync(700, host: "a");
        await _session.AddAsync(700, host: "b");
        _session.Time.Advance(TimeSpan.FromHours(6));
        _session.Missing.Clear();
        await _session.AddAsync(1, urgent: true, host: "a");
        await _session.PassAsync(60);

        Assert.Single(Assert.Single(_session.Requests).Reports);
        Assert.Equal((0, 1, 1400), (_session.Sender.Figures.Waiting, _session.Sender.Figures.Sent, _session.Sender.Figures.Dropped));
        Assert.Single(_session.Log.Lines, line => line.Contains("six hours old", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_end_sends_what_waits_without_a_pause()
    {
        await using var session = new SenderSession(runs: true);
        await session.AddAsync(150);
        await session.Sender.EndAsync(TestContext.Current.CancellationToken);

        Assert.Equal([100, 50], session.Requests.Select(request => request.Reports.Length));
        Assert.Equal(0, session.Sender.Figures.Waiting);
    }

    [Fact]
    public async Task The_end_tries_once_in_an_outage_and_keeps_the_rest_for_the_next_start()
    {
        using TemporaryFolder folder = new();
        string path = folder / "history.db";
        await using (var session = new SenderSession(path, runs: true) { Api = (_, _) => Task.FromResult<ApiFailure?>(Unavailable) })
        {
            await session.AddAsync(3);
            await session.AddAsync(1, host: "db-7");
            await session.Sender.EndAsync(TestContext.Current.CancellationToken);
            Assert.Equal(2, session.Requests.Count);
        }

        await using var next = new SenderSession(path);
        Assert.Equal(4, next.Sender.Figures.Waiting);
        await next.PassAsync(0);
        Assert.Equal(4, next.Requests.Sum(request => request.Reports.Length));
    }

    [Fact]
    public async Task The_end_does_not_wait_longer_than_it_may_for_an_API_that_hangs()
    {
        await using var session = new SenderSession(runs: true);
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Api = async (_, stop) =>
        {
            asked.SetResult();
            await Task.Delay(Timeout.Infinite, stop);
            return null;
        };
        await session.AddAsync(1, urgent: true);
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource();
        Task end = session.Sender.EndAsync(limit.Token);
        await limit.CancelAsync();

        await end;
        Assert.Equal(1, session.Sender.Figures.Waiting);
    }

    [Fact]
    public async Task A_new_configuration_or_a_host_that_is_known_now_is_tried_at_once()
    {
        _session.Api = (_, _) => Task.FromResult<ApiFailure?>(new ApiFailure(ApiFailureKind.Refused, "403 Forbidden"));
        await _session.AddAsync(1, urgent: true);
        await _session.PassAsync(2);
        _session.Api = (_, _) => Task.FromResult<ApiFailure?>(null);
        _session.Sender.TryNow();
        await _session.PassAsync(0);

        Assert.Equal([0, 2], Times);
    }
}
