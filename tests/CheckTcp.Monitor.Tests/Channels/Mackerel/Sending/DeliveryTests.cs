using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Sending;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Sending;

/// <summary>A batch against an API that refuses any request with a bad report in it, as the real one does.</summary>
public class DeliveryTests
{
    private static readonly ApiFailure Invalid = new(ApiFailureKind.Invalid, "400 Bad Request: name is invalid");

    private readonly HashSet<long> _bad = [];
    private readonly List<long> _arrived = [];
    private readonly Delivery _delivery;
    private int _requests;
    private int _failsAtRequest;
    private int _mendedAtRequest;

    public DeliveryTests() => _delivery = new Delivery(PostAsync, reports => _arrived.AddRange(reports.Select(report => report.Id)));

    [Fact]
    public async Task A_good_batch_goes_in_one_request()
    {
        Assert.Null(await SendAsync(20));

        Assert.Equal(1, _requests);
        Assert.Equal(Ids(1, 20), _arrived);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    public async Task The_bad_report_is_found_and_the_others_arrive_in_their_order(int bad)
    {
        _bad.Add(bad);

        Assert.Null(await SendAsync(20, Accepted));

        RefusedReport found = Assert.Single(_delivery.Bad);
        Assert.Equal((bad, Invalid), (found.Report.Id, found.Failure));
        Assert.Equal(Ids(1, 20).Where(id => id != bad), _arrived);
        Assert.InRange(_requests, 2, 12);
    }

    [Fact]
    public async Task Several_bad_reports_among_good_ones_are_all_found()
    {
        _bad.UnionWith([2, 3, 11, 19]);

        Assert.Null(await SendAsync(20, Accepted));

        Assert.Equal([2, 3, 11, 19], _delivery.Bad.Select(bad => bad.Report.Id));
        Assert.Equal(16, _arrived.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    public async Task Bad_reports_alone_are_given_up_since_the_API_takes_again_what_it_took_before(int count)
    {
        _bad.UnionWith(Ids(1, count));

        Assert.Null(await SendAsync(count, Accepted));

        Assert.Equal(count, _delivery.Bad.Count);
        Assert.Empty(_arrived);
    }

    [Fact]
    public async Task An_API_that_refuses_even_what_it_took_before_costs_no_report_and_two_requests()
    {
        _bad.UnionWith(Ids(1, 100));
        _bad.Add(Accepted.Id);

        Assert.Equal(Invalid, await SendAsync(100, Accepted));

        Assert.Empty(_delivery.Bad);
        Assert.Equal(2, _requests);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task Where_nothing_was_ever_accepted_nothing_is_called_bad(int count)
    {
        _bad.UnionWith(Ids(1, count));

        Assert.Equal(Invalid, await SendAsync(count));

        Assert.Empty(_delivery.Bad);
        Assert.InRange(_requests, 1, 11);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(9, false)]
    public async Task An_API_that_is_mended_meanwhile_takes_everything(int mendedAtRequest, bool hasAccepted)
    {
        _mendedAtRequest = mendedAtRequest;

        Assert.Null(await SendAsync(20, hasAccepted ? Accepted : null));

        Assert.Empty(_delivery.Bad);
        Assert.Equal(Ids(1, 20), _arrived.Order());
    }

    [Fact]
    public async Task A_check_whose_every_report_is_bad_does_not_keep_the_others_back()
    {
        _bad.UnionWith(Ids(1, 50));

        Assert.Null(await SendAsync(51, check: id => id <= 50 ? "odd" : "hale"));

        Assert.Equal([51], _arrived);
        Assert.Equal(Ids(1, 50), _delivery.Bad.Select(bad => bad.Report.Id));
    }

    [Fact]
    public async Task A_failure_in_between_ends_the_attempt_and_what_has_arrived_has()
    {
        _bad.Add(20);
        _failsAtRequest = 4;

        Assert.Equal(ApiFailureKind.Unavailable, (await SendAsync(20, Accepted))?.Kind);

        Assert.Equal(Ids(1, 10), _arrived);
        Assert.Empty(_delivery.Bad);
    }

    private static OutgoingReport Accepted { get; } = new(-1, null, "db", Status.Ok, "fine", 1000);

    private static IEnumerable<long> Ids(int first, int last) => Enumerable.Range(first, last - first + 1).Select(id => (long)id);

    private Task<ApiFailure?> SendAsync(int count, OutgoingReport? lastAccepted = null, Func<int, string>? check = null) => _delivery.SendAsync(
        [.. Enumerable.Range(1, count).Select(id => new OutgoingReport(id, null, check?.Invoke(id) ?? $"db{id}", Status.Critical, "bad", 1000 + id))],
        lastAccepted,
        TestContext.Current.CancellationToken);

    private Task<ApiFailure?> PostAsync(IReadOnlyList<OutgoingReport> reports, CancellationToken cancellation) => Task.FromResult(
        ++_requests == _failsAtRequest ? new ApiFailure(ApiFailureKind.Unavailable, "connection refused")
        : _requests < _mendedAtRequest || reports.Any(report => _bad.Contains(report.Id)) ? Invalid
        : null);
}
