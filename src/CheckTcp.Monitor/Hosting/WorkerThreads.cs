using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Hosting;

/// <summary>The threads of the pool, made before the first check and kept.</summary>
/// <remarks>Where a machine or a container has no room for another thread (RLIMIT_NPROC, pids.max), the pool throws
/// from wherever work is handed to it, on threads that nobody watches too, which ends the process; and it counts the thread that it did not
/// get. So it never has to ask for one: its size is fixed, and CheckTcp.Monitor.csproj has its threads never end.</remarks>
internal static class WorkerThreads
{
    /// <summary>More than are ever busy at once; those that have nothing to do cost a few pages each.</summary>
    private static readonly int Count = Math.Max(24, 2 * Environment.ProcessorCount);

    /// <summary>What else needs a thread of its own: timers, sockets, the socket server, the store, the log, signals, name look-ups.</summary>
    private const int Others = 16;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Makes them.</summary>
    /// <exception cref="StartException">There is no room for them.</exception>
    public static void Prepare()
    {
        int room = TaskRoom.Measure(Count + Others); // the pool must not find out itself: each thread that it does not get is lost to it
        if (room < Count + Others)
        {
            throw new StartException(
                $"there is room for {room} more threads, and check-tcpd needs {Count + Others}, and some for each command that runs at once; "
                + "raise the limit (TasksMax= of the unit, pids of the container, ulimit -u)");
        }

        ThreadPool.GetMinThreads(out int least, out int leastForIo);
        ThreadPool.GetMaxThreads(out _, out int mostForIo);
        ThreadPool.SetMaxThreads(Count, mostForIo);
        ThreadPool.SetMinThreads(Count, leastForIo);
        int others = Thread.CurrentThread.IsThreadPoolThread ? Count - 1 : Count;
        var all = new CountdownEvent(others);      // not disposed: a thread that comes late may still use them
        var done = new ManualResetEventSlim();
        for (int i = 0; i < others; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                all.Signal();
                done.Wait();
            }, null);
        }

        all.Wait(Patience);
        done.Set();
        // As many run at once as before, and the others wait for when those are blocked: only a lower maximum takes the pool back to that.
        ThreadPool.SetMinThreads(least, leastForIo);
        ThreadPool.SetMaxThreads(least, mostForIo);
        ThreadPool.SetMaxThreads(Count, mostForIo);
    }
}
