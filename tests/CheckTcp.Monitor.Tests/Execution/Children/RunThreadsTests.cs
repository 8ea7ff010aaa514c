using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Tests.Execution.Children;

public class RunThreadsTests
{
    [Fact]
    public async Task Threads_are_made_beforehand_and_used_again()
    {
        RunThreads threads = new();
        Assert.Equal(3, threads.Prepare(3));
        Assert.Equal(3, threads.Prepare(2));
        HashSet<int> used = [];

        for (int i = 0; i < 20; i++)
        {
            TaskCompletionSource<int> ran = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Assert.True(threads.TryRun(() => ran.SetResult(Environment.CurrentManagedThreadId)));
            used.Add(await ran.Task);
        }

        Assert.InRange(used.Count, 1, 4); // a run that has just told its number may not be free yet
        threads.End();
    }

    [Fact]
    public async Task One_more_than_there_are_gets_a_thread_of_its_own()
    {
        RunThreads threads = new();
        using ManualResetEventSlim open = new();
        Task[] runs = [.. Enumerable.Range(0, 5).Select(_ =>
        {
            TaskCompletionSource ran = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Assert.True(threads.TryRun(() =>
            {
                ran.SetResult();
                open.Wait();
            }));
            return ran.Task;
        })];

        await Task.WhenAll(runs); // all at the same time, since none ends before the last has begun

        open.Set();
        threads.End();
    }

    [Fact]
    public async Task A_thread_that_cannot_be_made_is_counted_nowhere()
    {
        bool hasRoom = false;
        RunThreads threads = new(work =>
        {
            if (!hasRoom)
            {
                throw new InsufficientMemoryException();
            }

            new Thread(work.Invoke) { IsBackground = true }.Start();
        });
        Assert.Equal(0, threads.Prepare(2));
        Assert.False(threads.TryRun(() => { }));

        hasRoom = true;
        Assert.Equal(1, threads.Prepare(1));
        hasRoom = false;
        TaskCompletionSource ran = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim open = new();

        Assert.True(threads.TryRun(() =>
        {
            ran.SetResult();
            open.Wait();
        }));
        await ran.Task;
        Assert.False(threads.TryRun(() => { })); // the only one is busy, and what was refused is not run later
        open.Set();
        threads.End();
    }
}
