using System.Collections.Concurrent;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>Threads for runs that have more to do than a turn, such as a large pattern on a flood or a server that fills a TLS connection with records
/// that say nothing: in the thread pool a few of them would keep every other run waiting.</summary>
/// <remarks>Here they take turns with each other, and make way for the loop and the pool, since their threads are nicer than those (nice(1)).</remarks>
internal sealed class HeavyLane
{
    private const int Niceness = 5;
    private const int PriorityOfThread = 0; // PRIO_PROCESS, which on Linux is one thread; 0 for the calling one

    private static readonly HeavyLane Only = new();

    private readonly BlockingCollection<IThreadPoolWorkItem> _waiting = [];

    private HeavyLane()
    {
        for (int i = 0; i < Environment.ProcessorCount; i++)
        {
            new Thread(Work) { IsBackground = true, Name = "heavy runs" }.Start();
        }
    }

    /// <summary>Has the work done when those before it have had their turn.</summary>
    public static void Queue(IThreadPoolWorkItem work) => Only._waiting.Add(work);

    private void Work()
    {
        _ = Libc.setpriority(PriorityOfThread, 0, Niceness);
        foreach (IThreadPoolWorkItem work in _waiting.GetConsumingEnumerable())
        {
            work.Execute();
        }
    }
}
