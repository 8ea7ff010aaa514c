namespace CheckTcp.Monitor.Execution.Children;

/// <summary>How many more threads and processes there may be: the kernel counts both as tasks (RLIMIT_NPROC, pids.max of each cgroup
/// above).</summary>
internal static class TaskRoom
{
    private const int StackBytes = 128 * 1024;

    /// <summary>Finds out by making threads, which end at once: of all the limits that there may be no one tells.</summary>
    /// <param name="wanted">More than this is of no interest.</param>
    /// <returns>How many there may be, <paramref name="wanted"/> at most.</returns>
    public static int Measure(int wanted)
    {
        using var enough = new ManualResetEventSlim();
        var threads = new List<Thread>(wanted);
        try
        {
            while (threads.Count < wanted)
            {
                var thread = new Thread(() => enough.Wait(), StackBytes) { IsBackground = true };
                thread.Start();
                threads.Add(thread);
            }
        }
        catch (OutOfMemoryException) // pthread_create(3): EAGAIN
        {
        }

        enough.Set();
        threads.ForEach(thread => thread.Join());
        return threads.Count;
    }
}
