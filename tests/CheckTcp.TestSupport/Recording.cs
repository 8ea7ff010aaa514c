using System.Runtime.InteropServices;
using System.Text;

namespace CheckTcp.TestSupport;

/// <summary>Every byte that was received, in order, and a way to wait for some of them.</summary>
internal sealed class Recording
{
    private readonly Lock _lock = new();
    private readonly List<byte> _bytes = [];
    private readonly List<(byte[] Expected, TaskCompletionSource Seen)> _waiting = [];

    public byte[] ToArray()
    {
        lock (_lock)
        {
            return [.. _bytes];
        }
    }

    public override string ToString() => Encoding.UTF8.GetString(ToArray());

    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _bytes.AddRange(bytes);
            _waiting.RemoveAll(waiter => Contains(waiter.Expected) && waiter.Seen.TrySetResult());
        }
    }

    public Task WaitFor(byte[] expected)
    {
        lock (_lock)
        {
            if (Contains(expected))
            {
                return Task.CompletedTask;
            }

            TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((expected, seen));
            return seen.Task;
        }
    }

    private bool Contains(byte[] expected) =>
        CollectionsMarshal.AsSpan(_bytes).IndexOf(expected) >= 0;
}
