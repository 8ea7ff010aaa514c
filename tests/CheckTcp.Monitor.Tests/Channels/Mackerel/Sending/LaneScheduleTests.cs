using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Sending;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Sending;

public class LaneScheduleTests
{
    private static readonly ApiFailure Unavailable = new(ApiFailureKind.Unavailable, "connection refused");

    private readonly FakeTimeProvider _time = new();
    private readonly LaneSchedule _schedule;

    public LaneScheduleTests() => _schedule = new LaneSchedule(_time);

    private double DueIn => _schedule.DueIn().TotalSeconds;

    [Fact]
    public void Nothing_is_due_while_nothing_waits() => Assert.Equal(Timeout.InfiniteTimeSpan, _schedule.DueIn());

    [Fact]
    public void What_is_no_news_waits_five_seconds_for_others_counted_from_the_first()
    {
        _schedule.Added(1, urgent: false);
        Pass(2);
        _schedule.Added(1, urgent: false);

        Assert.Equal(3, DueIn);
    }

    [Fact]
    public void News_goes_at_once_and_takes_the_rest_along()
    {
        _schedule.Added(1, urgent: false);
        _schedule.Added(1, urgent: true);

        Assert.Equal(0, DueIn);
    }

    [Fact]
    public void Requests_are_a_second_apart_whatever_comes()
    {
        _schedule.Added(1, urgent: true);
        Send(1);
        Pass(0.3);
        _schedule.Added(1, urgent: true);

        Assert.Equal(0.7, DueIn, 3);
    }

    [Fact]
    public void What_did_not_fit_into_a_request_follows_after_a_second()
    {
        _schedule.Added(45, urgent: false);
        Pass(5);
        Send(20);

        Assert.Equal(1, DueIn);
    }

    [Theory]
    [InlineData(200, 20, 1)]
    [InlineData(201, 100, 0.25)]
    [InlineData(4000, 100, 0.25)]
    [InlineData(4001, 100, 0)]
    public void A_long_queue_goes_faster(int waiting, int most, double pause) =>
        Assert.Equal(new Pace(most, TimeSpan.FromSeconds(pause)), Pace.For(waiting));

    [Fact]
    public void After_a_failure_the_next_try_comes_later_each_time_up_to_half_a_minute()
    {
        _schedule.Added(1, urgent: true);
        List<double> waits = [];
        for (int i = 0; i < 7; i++)
        {
            _schedule.Failed(Unavailable, 1);
            waits.Add(DueIn);
            Pass(DueIn);
        }

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], waits);
    }

    [Fact]
    public void News_does_not_hasten_what_fails()
    {
        _schedule.Added(1, urgent: true);
        _schedule.Failed(Unavailable with { RetryAfter = TimeSpan.FromSeconds(17) }, 1);
        _schedule.Added(1, urgent: true);

        Assert.Equal(17, DueIn);
    }

    [Theory]
    [InlineData(ApiFailureKind.Refused)]
    [InlineData(ApiFailureKind.Missing)]
    internal void What_a_person_has_to_mend_is_tried_each_minute(ApiFailureKind kind)
    {
        _schedule.Added(1, urgent: true);
        _schedule.Failed(new ApiFailure(kind, "no"), 1);

        Assert.Equal(60, DueIn);
    }

    [Fact]
    public void A_batch_that_was_refused_whole_is_tried_sooner_once_others_can_go_with_it()
    {
        _schedule.Added(1, urgent: true);
        _schedule.Failed(new ApiFailure(ApiFailureKind.Invalid, "no"), 1);
        double alone = DueIn;
        _schedule.Added(1, urgent: false);

        Assert.Equal((30, 5), (alone, DueIn));
    }

    [Fact]
    public void A_success_ends_the_waiting()
    {
        _schedule.Added(2, urgent: true);
        _schedule.Failed(Unavailable, 2);
        Pass(1);
        Send(1);

        Assert.Equal((false, 1.0), (_schedule.IsFailing, DueIn));
    }

    [Fact]
    public void A_reload_while_a_request_is_under_way_has_another_follow_its_failure()
    {
        _schedule.Added(1, urgent: true);
        _schedule.Began();
        _schedule.ForgetFailure();
        _schedule.Failed(new ApiFailure(ApiFailureKind.Missing, "no"), 1);
        double first = DueIn;
        Pass(1);
        _schedule.Began();
        _schedule.Failed(new ApiFailure(ApiFailureKind.Missing, "no"), 1);

        Assert.Equal((1, 60), (first, DueIn));
    }

    [Fact]
    public void A_server_that_asks_for_no_wait_at_all_is_not_hammered()
    {
        _schedule.Added(5000, urgent: true);
        _schedule.Failed(Unavailable with { RetryAfter = TimeSpan.Zero }, 100);

        Assert.Equal(1, DueIn);
    }

    private void Send(int count)
    {
        _schedule.Removed(count);
        _schedule.Succeeded();
    }

    private void Pass(double seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
