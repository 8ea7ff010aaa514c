using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Tests.Probing.Transports.Linux;

public class WakeUpCallTests
{
    private readonly WakeUpCall _call = new();

    [Fact]
    public void Who_waits_goes_on_when_it_rings_on_the_thread_that_rings()
    {
        int? wokenOn = null;
        async Task WaitAsync()
        {
            await _call.WaitAsync();
            wokenOn = Environment.CurrentManagedThreadId;
        }

        _ = WaitAsync();
        int? before = wokenOn;
        _call.Ring();

        Assert.Null(before);
        Assert.Equal(Environment.CurrentManagedThreadId, wokenOn);
    }

    [Fact]
    public async Task Who_wants_to_goes_on_in_the_pool()
    {
        _call.ResumesOnPool = true;
        var ringing = new Thread(_call.Ring);

        Task wait = _call.WaitAsync().AsTask();
        ringing.Start();
        await wait;

        Assert.True(Thread.CurrentThread.IsThreadPoolThread);
    }

    [Fact]
    public void A_ring_that_nobody_waited_for_ends_the_next_wait_and_only_that()
    {
        _call.Ring();
        _call.Ring();

        Assert.True(_call.WaitAsync().AsTask().IsCompleted);
        Assert.False(_call.WaitAsync().AsTask().IsCompleted);
    }

    [Fact]
    public async Task No_ring_is_lost_however_it_falls()
    {
        const int Rounds = 100_000;
        int rung = 0;
        int heard = 0;
        var ringing = new Thread(() =>
        {
            for (int i = 0; i < Rounds; i++)
            {
                Interlocked.Increment(ref rung);
                _call.RingFromElsewhere();
            }
        });
        ringing.Start();

        while (heard < Rounds)
        {
            await _call.WaitAsync();
            heard = Volatile.Read(ref rung);
        }

        Assert.Equal(Rounds, heard);
    }
}
