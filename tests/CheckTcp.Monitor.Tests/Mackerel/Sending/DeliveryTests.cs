using CheckTcp.Monitor.Mackerel.Api;
using CheckTcp.Monitor.Mackerel.Sending;
using CheckTcp.Monitor.Reporting;

namespace CheckTcp.Monitor.Tests.Mackerel.Sending;

/// <summary>A batch against an API that refuses any request with a bad report in it, as the real one does.</summary>
public class DeliveryTests
{
    private static readonly ApiFailure Invalid = new(ApiFailureKind.Invalid, "400 Bad Request: name is invalid");

    private readonly HashSet<long> _bad = [];
    private readonly List<long> _arrived = [];
    private readonly Delivery _delivery;
    private int _requests;
    private int _failsAtRequest;

    public DeliveryTests() => _delivery = new Delivery(PostAsync, reports => _arrived.AddRange(reports.Select(report => report.Id)));

    [Fact]
    public async Task A_good_batch_goes_in_one_request()
    {
        Assert.Null(await SendAsync(20));

        Assert.Equal(1, _requests);
        Assert.Equal(Enumerable.Range(1, 20).Select(id => (long)id), _arrived);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public async Task The_bad_report_is_found_and_the_others_arrive_in_their_order(int bad)
    {
        _bad.Add(bad);

        Assert.Null(await SendAsync(20));

        RefusedReport found = Assert.Single(_delivery.Bad);
        Assert.Equal((bad, Invalid), (found.Report.Id, found.Failure));
        Assert.Equal(Enumerable.Range(1, 20).Where(id => id != bad).Select(id => (long)id), _arrived);
        Assert.InRange(_requests, 2, 11);
    }

    [Fact]
    public async Task Several_bad_reports_among_good_ones_are_all_found()
    {
        _bad.UnionWith([2, 3, 11, 19]);

        Assert.Null(await SendAsync(20));

        Assert.Equal([2, 3, 11, 19], _delivery.Bad.Select(bad => bad.Report.Id));
        Assert.Equal(16, _arrived.Count);
    }

    [Fact]
    public async Task When_nothing_is_accepted_nothing_is_called_bad_and_it_ends_soon()
    {
        _bad.UnionWith(Enumerable.Range(1, 100).Select(id => (long)id));

        Assert.Equal(Invalid, await SendAsync(100));

        Assert.Empty(_delivery.Bad);
        Assert.InRange(_requests, 3, 12);
    }

    [Fact]
    public async Task One_report_that_is_refused_alone_may_be_the_APIs_fault()
    {
        _bad.Add(1);

        Assert.Equal(Invalid, await SendAsync(1));

        Assert.Empty(_delivery.Bad);
    }

    [Fact]
    public async Task A_failure_in_between_ends_the_attempt_and_what_has_arrived_has()
    {
        _bad.Add(20);
        _failsAtRequest = 3;

        Assert.Equal(ApiFailureKind.Unavailable, (await SendAsync(20))?.Kind);

        Assert.Equal(Enumerable.Range(1, 10).Select(id => (long)id), _arrived);
    }

    private Task<ApiFailure?> SendAsync(int count) => _delivery.SendAsync(
        [.. Enumerable.Range(1, count).Select(id => new OutgoingReport(id, null, "db", Status.Critical, "bad", 1000 + id))],
        TestContext.Current.CancellationToken);

    private Task<ApiFailure?> PostAsync(IReadOnlyList<OutgoingReport> reports, CancellationToken cancellation) => Task.FromResult(
        ++_requests == _failsAtRequest ? new ApiFailure(ApiFailureKind.Unavailable, "connection refused")
        : reports.Any(report => _bad.Contains(report.Id)) ? Invalid
        : null);
}
