using CheckTcp.Monitor.Scheduling;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Scheduling;

public class CadenceTests
{
    private static readonly Gen<Cadence> Cadences = Gen.Select(
        Gen.String, Gen.Int[1, 3600], (name, seconds) => Cadence.Of(name, TimeSpan.FromSeconds(seconds)));

    private static readonly Gen<DateTimeOffset> Times = Gen.Long[0, 4_000_000_000_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    [Fact]
    public void The_phase_of_a_name_is_the_same_on_every_machine_and_after_every_restart() =>
        Assert.Equal(TimeSpan.FromMilliseconds(26_879), Cadence.Of("ftp", TimeSpan.FromMinutes(1)).Phase);

    [Fact]
    public void The_next_moment_is_after_now_and_no_more_than_an_interval_away() => Gen.Select(Cadences, Times).Sample((cadence, now) =>
    {
        DateTimeOffset next = cadence.NextAfter(now);

        Assert.InRange(next, now.AddTicks(1), now + cadence.Interval);
        Assert.Equal(next + cadence.Interval, cadence.NextAfter(next));
    });

    [Fact]
    public void Moments_between_two_times_are_those_that_one_meets_on_the_way() =>
        Gen.Select(Cadences, Times, Gen.Int[0, 100_000]).Sample((cadence, from, seconds) =>
        {
            DateTimeOffset to = from.AddSeconds(Math.Min(seconds, cadence.Interval.TotalSeconds * 50));
            int met = 0;
            for (DateTimeOffset moment = cadence.NextAfter(from); moment <= to; moment = cadence.NextAfter(moment))
            {
                met++;
            }

            Assert.Equal(met, cadence.MomentsBetween(from, to));
        });

    [Fact]
    public void A_clock_before_the_epoch_still_has_a_next_moment()
    {
        var cadence = Cadence.Of("ftp", TimeSpan.FromMinutes(1));
        var now = new DateTimeOffset(1960, 1, 1, 0, 0, 30, TimeSpan.Zero);

        Assert.InRange(cadence.NextAfter(now), now.AddTicks(1), now.AddMinutes(1));
    }

    [Fact]
    public void Checks_spread_evenly_over_their_interval()
    {
        int[] perSecond = new int[60];
        for (int i = 0; i < 60_000; i++)
        {
            perSecond[(int)Cadence.Of($"tcp/192.0.2.1:{i}", TimeSpan.FromMinutes(1)).Phase.TotalSeconds]++;
        }

        Assert.All(perSecond, count => Assert.InRange(count, 800, 1200)); // a thousand each; six standard deviations are 190
    }
}
