using CheckTcp.Probing;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Tests.Probing;

public class DeadlineTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Time_runs_down_to_zero_and_stays_there()
    {
        using Deadline deadline = TenSeconds();

        _time.Advance(4 * Second);
        (TimeSpan Elapsed, TimeSpan Remaining) early = (deadline.Elapsed, deadline.Remaining);
        _time.Advance(7 * Second);

        Assert.Equal((4 * Second, 6 * Second), early);
        Assert.Equal((11 * Second, TimeSpan.Zero), (deadline.Elapsed, deadline.Remaining));
    }

    [Fact]
    public void It_has_passed_exactly_when_its_time_is_over()
    {
        using Deadline deadline = TenSeconds();

        _time.Advance((10 * Second) - TimeSpan.FromTicks(1));
        deadline.ThrowIfPassed();
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Throws<OperationCanceledException>(deadline.ThrowIfPassed);
    }

    [Fact]
    public void The_token_is_cancelled_when_it_passes_whenever_the_token_was_first_asked_for()
    {
        using Deadline deadline = TenSeconds();
        _time.Advance(4 * Second);
        CancellationToken token = deadline.Token;

        _time.Advance(5.9 * Second);
        bool early = token.IsCancellationRequested;
        _time.Advance(0.1 * Second);

        Assert.False(early);
        Assert.True(token.IsCancellationRequested);
    }

    [Fact]
    public void A_token_asked_for_too_late_is_cancelled()
    {
        using Deadline deadline = TenSeconds();

        _time.Advance(10 * Second);

        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task A_pause_counts_neither_as_elapsed_nor_against_the_deadline()
    {
        using Deadline deadline = TenSeconds();
        CancellationToken token = deadline.Token;

        _time.Advance(4 * Second);
        await PauseAsync(deadline, 3600 * Second);
        (TimeSpan Elapsed, TimeSpan Remaining) afterPause = (deadline.Elapsed, deadline.Remaining);
        _time.Advance(5.9 * Second);
        bool early = token.IsCancellationRequested;
        _time.Advance(0.1 * Second);

        Assert.Equal((4 * Second, 6 * Second), afterPause);
        Assert.False(early);
        Assert.True(token.IsCancellationRequested);
    }

    [Fact]
    public async Task Pauses_add_up()
    {
        using Deadline deadline = TenSeconds();

        await PauseAsync(deadline, 5 * Second);
        _time.Advance(Second);
        await PauseAsync(deadline, 6 * Second);

        Assert.Equal(Second, deadline.Elapsed);
    }

    [Fact]
    public void The_callers_cancellation_is_told_from_a_passed_deadline()
    {
        using var caller = new CancellationTokenSource();
        using var deadline = new Deadline(10 * Second, _time, caller.Token);
        deadline.ThrowIfCallerGaveUp();

        caller.Cancel();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.Equal(caller.Token, Assert.Throws<OperationCanceledException>(deadline.ThrowIfCallerGaveUp).CancellationToken);
        Assert.Equal(caller.Token, Assert.Throws<OperationCanceledException>(deadline.ThrowIfPassed).CancellationToken);
    }

    [Fact]
    public void The_longest_timeout_can_be_waited_for()
    {
        using var deadline = new Deadline(CheckTcp.Limits.MaxTimeout, TimeProvider.System, CancellationToken.None);

        Assert.False(deadline.Token.IsCancellationRequested);
    }

    private Deadline TenSeconds() => new(10 * Second, _time, TestContext.Current.CancellationToken);

    private ValueTask PauseAsync(Deadline deadline, TimeSpan duration) => deadline.PauseAsync(_ =>
    {
        _time.Advance(duration);
        return ValueTask.CompletedTask;
    });
}
