using CheckTcp.Probing;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Tests.Probing;

/// <summary>Deadlines of parts of a run, which all pass at the one moment.</summary>
public sealed class DeadlinePartsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void A_fork_shares_the_clock_and_the_moment()
    {
        using Deadline whole = TenSeconds();
        _time.Advance(3 * Second);

        using Deadline part = whole.Fork();
        _time.Advance(1 * Second);

        Assert.Equal((4 * Second, 6 * Second, 10 * Second), (part.Elapsed, part.Remaining, part.Timeout));
    }

    [Fact]
    public void A_restart_has_a_clock_of_its_own_and_shares_the_moment()
    {
        using Deadline whole = TenSeconds();
        _time.Advance(3 * Second);

        using Deadline part = whole.Restart(isLater: true);
        _time.Advance(1 * Second);

        Assert.Equal((1 * Second, 6 * Second, 10 * Second), (part.Elapsed, part.Remaining, part.Timeout));
    }

    [Theory]
    [InlineData(false, "timed out after 10 s")]
    [InlineData(true, "cut off by the timeout of 10 s")]
    public void A_part_that_began_late_does_not_say_that_it_had_all_the_time(bool isLater, string words)
    {
        using Deadline whole = TenSeconds();
        using Deadline part = whole.Restart(isLater);
        using Deadline fork = part.Fork();

        Assert.Equal(("timed out after 10 s", words, words), (whole.TimedOut, part.TimedOut, fork.TimedOut));
    }

    [Fact]
    public async Task The_pauses_of_a_part_are_its_own_until_they_are_left_out()
    {
        using Deadline whole = TenSeconds();
        using Deadline part = whole.Fork();
        CancellationToken token = whole.Token;

        await part.PauseAsync(_ =>
        {
            _time.Advance(4 * Second);
            return default;
        });
        TimeSpan before = whole.Remaining;
        whole.LeaveOut(part.Paused);
        _time.Advance(9 * Second);

        Assert.Equal(6 * Second, before);
        Assert.Equal((1 * Second, 1 * Second), (whole.Remaining, part.Remaining));
        Assert.False(token.IsCancellationRequested);
    }

    private Deadline TenSeconds() => new(10 * Second, _time, CancellationToken.None);
}
