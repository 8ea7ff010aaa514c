using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;

namespace CheckTcp.Monitor.Tests.Storage;

/// <summary>A writer, what it told, and what it logged.</summary>
internal sealed class WriterSession : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<HistoryEntry> _told = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    public WriterSession(string path, TimeProvider time) => Writer = new HistoryWriter(path, Tell, time, Log);

    public HistoryWriter Writer { get; }

    public LogRecording Log { get; } = new();

    /// <summary>What the writer told of, in order.</summary>
    public IReadOnlyList<HistoryEntry> Told
    {
        get
        {
            lock (_lock)
            {
                return [.. _told];
            }
        }
    }

    /// <summary>Completes when it has told of so many entries.</summary>
    public Task ToldOf(int count)
    {
        lock (_lock)
        {
            TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            Release();
            return reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        }
    }

    public void Dispose() => Writer.Dispose();

    private void Tell(IReadOnlyList<HistoryEntry> entries)
    {
        lock (_lock)
        {
            _told.AddRange(entries);
            Release();
        }
    }

    private void Release() => _waiting.RemoveAll(waiter => waiter.Count <= _told.Count && waiter.Reached.TrySetResult());
}
