using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>The transport of a program that runs one check and ends: every call completes before it returns, on the caller's
/// thread.</summary>
/// <remarks>It needs no thread pool, no epoll and no timer, which together cost such a program more than the check itself.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class BlockingTransport(Deadline deadline) : Transport
{
    private const short PollIn = 1;
    private const short PollOut = 4;

    private readonly List<LinuxSocket?> _attempts = [];
    private readonly Queue<ConnectOutcome> _outcomes = new();
    private LinuxSocket? _kept;

    private LinuxSocket Connection => _kept ?? throw new InvalidOperationException("There is no connection yet.");

    public override ValueTask<IPAddress[]> ResolveAsync(string host, AddressFamily family) =>
        new(BlockingResolver.Resolve(host, family, deadline));

    public override void BeginConnect(EndPoint endPoint, IPAddress? source)
    {
        var socket = new LinuxSocket();
        _attempts.Add(socket);
        SocketError error = socket.Connect(endPoint, source);
        if (error != SocketError.IOPending)
        {
            _outcomes.Enqueue(new ConnectOutcome(_attempts.Count - 1, error, socket.ErrorNumber, socket.SourceFailed, AtOnce: true));
        }
    }

    public override ValueTask<ConnectOutcome?> NextOutcomeAsync(TimeSpan patience)
    {
        if (_outcomes.Count == 0)
        {
            PollPending(patience);
        }

        if (!_outcomes.TryDequeue(out ConnectOutcome outcome))
        {
            return default;
        }

        return new(outcome);
    }

    public override void Keep(int attempt)
    {
        _kept = _attempts[attempt];
        _attempts[attempt] = null;
        DropAttempts();
    }

    public override void Drop(int attempt)
    {
        _attempts[attempt]?.Dispose();
        _attempts[attempt] = null;
    }

    public override int? Retransmissions(int attempt) => _attempts[attempt]?.Retransmissions();

    public override IPEndPoint? LocalEndPoint() => Connection.LocalEndPoint();

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, TimeSpan patience)
    {
        while (true)
        {
            deadline.ThrowIfPassed();
            int received = Connection.Receive(buffer.Span, out SocketError error);
            if (received >= 0)
            {
                return new(received);
            }

            ThrowUnlessWouldBlock(Connection, error);
            if (!Poll(PollIn, patience))
            {
                return new(Quiet);
            }
        }
    }

    public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            deadline.ThrowIfPassed();
            int sent = Connection.Send(bytes.Span, out SocketError error);
            if (sent >= 0)
            {
                bytes = bytes[sent..];
                HandedOver += sent;
                continue;
            }

            ThrowUnlessWouldBlock(Connection, error);
            Poll(PollOut, Timeout.InfiniteTimeSpan);
        }

        return default;
    }

    public override ValueTask CloseAsync()
    {
        Connection.CloseInOrder(DrainedAtMost);
        return default;
    }

    public override unsafe ValueTask WaitAsync(TimeSpan duration) =>
        deadline.PauseAsync(cancellation =>
        {
            long start = Stopwatch.GetTimestamp();
            while (duration - Stopwatch.GetElapsedTime(start) is var left && left > TimeSpan.Zero)
            {
                _ = Libc.poll(null, 0, Milliseconds(left)); // a signal may end it early
            }

            return default;
        });

    public override void Dispose()
    {
        DropAttempts();
        _kept?.Dispose();
    }

    private void DropAttempts()
    {
        foreach (LinuxSocket? attempt in _attempts)
        {
            attempt?.Dispose();
        }

        _attempts.Clear();
        _outcomes.Clear();
    }

    private void PollPending(TimeSpan patience)
    {
        Span<Libc.PollDescriptor> descriptors = stackalloc Libc.PollDescriptor[_attempts.Count];
        for (int i = 0; i < descriptors.Length; i++)
        {
            // poll(2) passes over a negative descriptor.
            descriptors[i] = new() { Descriptor = _attempts[i]?.Descriptor ?? -1, Events = PollOut };
        }

        if (Poll(descriptors, patience) <= 0)
        {
            return;
        }

        for (int i = 0; i < descriptors.Length; i++)
        {
            if (descriptors[i].Returned != 0)
            {
                LinuxSocket settled = _attempts[i]!;
                _outcomes.Enqueue(new ConnectOutcome(i, settled.ConnectResult(), settled.ErrorNumber));
            }
        }
    }

    /// <returns>Whether the connection became ready before <paramref name="patience"/> was over.</returns>
    private bool Poll(short events, TimeSpan patience)
    {
        Span<Libc.PollDescriptor> descriptor = [new() { Descriptor = Connection.Descriptor, Events = events }];
        return Poll(descriptor, patience) != 0;
    }

    private unsafe int Poll(Span<Libc.PollDescriptor> descriptors, TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            deadline.ThrowIfPassed();
            TimeSpan remaining = deadline.Remaining;
            TimeSpan wait = patience < TimeSpan.Zero ? remaining : Min(remaining, Max(patience - Stopwatch.GetElapsedTime(start), default));
            fixed (Libc.PollDescriptor* first = descriptors)
            {
                int ready = Libc.poll(first, (nuint)descriptors.Length, Milliseconds(wait));
                if (ready > 0)
                {
                    return ready;
                }

                if (ready == 0)
                {
                    deadline.ThrowIfPassed();
                    return 0;
                }
            }

            // A signal may end it early: that is neither an outcome nor the end of patience.
            if (Marshal.GetLastPInvokeError() is var error && error != Errno.EINTR)
            {
                throw new LinuxSocketException(error);
            }
        }
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static int Milliseconds(TimeSpan time) => (int)WholeMilliseconds.Of(time).TotalMilliseconds;

    private static void ThrowUnlessWouldBlock(LinuxSocket socket, SocketError error)
    {
        if (error != SocketError.WouldBlock)
        {
            throw new LinuxSocketException(socket.ErrorNumber!.Value);
        }
    }
}
