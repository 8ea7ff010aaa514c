using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>The transport of a program that runs many checks at once on Linux: the loop that hears of a socket lets its run go on in the
/// same breath.</summary>
/// <remarks>A run stays on the loop only while it has little to do: with more than a greeting it goes on in the thread pool.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class EpollTransport(Deadline deadline, TimeProvider time) : Transport
{
    /// <summary>Moving and matching so many bytes takes the loop, or the caller, from others for less than a millisecond.</summary>
    private const int MovedOnLoopAtMost = 16 * 1024;

    /// <summary>How long a run that stepped aside goes on before others have their turn.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(2);

    private readonly List<WatchedSocket?> _attempts = new(1);
    private readonly WakeUpCall _wakeUp = new();
    private WatchedSocket? _kept;
    private bool _observesDeadline;
    private long _moved;
    private long _turnBegan;

    private WatchedSocket Connection => _kept ?? throw new InvalidOperationException("There is no connection yet.");

    public override ValueTask<IPAddress[]> ResolveAsync(string host, AddressFamily family) =>
        NameLookups.OfThisMachine.ResolveAsync(host, family, deadline.Token);

    public override void BeginConnect(EndPoint endPoint, IPAddress? source)
    {
        var socket = new WatchedSocket(_wakeUp);
        _attempts.Add(socket);
        socket.Connect(endPoint, source);
    }

    public override async ValueTask<ConnectOutcome?> NextOutcomeAsync(TimeSpan patience)
    {
        using Patience? limit = Patience.Of(patience, time, _wakeUp);
        while (true)
        {
            if (TakeOutcome() is { } outcome)
            {
                return outcome;
            }

            deadline.ThrowIfPassed();
            if (limit?.IsOver == true)
            {
                return null;
            }

            await WakeUpAsync().ConfigureAwait(false);
        }
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

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, TimeSpan patience)
    {
        using Patience? limit = Patience.Of(patience, time, _wakeUp);
        while (true)
        {
            deadline.ThrowIfPassed();
            if (Connection.TryReceive(buffer.Span, out int received))
            {
                await MovedAsync(received).ConfigureAwait(false);
                return received;
            }

            if (limit?.IsOver == true)
            {
                return Quiet;
            }

            await WakeUpAsync().ConfigureAwait(false);
        }
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            deadline.ThrowIfPassed();
            if (Connection.TrySend(bytes.Span, out int sent))
            {
                bytes = bytes[sent..];
                HandedOver += sent;
                await MovedAsync(sent).ConfigureAwait(false);
            }
            else
            {
                await WakeUpAsync().ConfigureAwait(false);
            }
        }
    }

    public override ValueTask CloseAsync()
    {
        Connection.CloseInOrder(DrainedAtMost);
        return default;
    }

    public override ValueTask WaitAsync(TimeSpan duration) =>
        deadline.PauseAsync(cancellation => new ValueTask(Task.Delay(duration, time, cancellation)));

    public override ValueTask StepAsideAsync()
    {
        if (_wakeUp.ResumesOnPool)
        {
            return default;
        }

        _wakeUp.ResumesOnPool = true;
        _turnBegan = Stopwatch.GetTimestamp();
        return _wakeUp.MoveToPoolAsync();
    }

    public override ValueTask TakeTurnsAsync()
    {
        if (!_wakeUp.ResumesOnPool || Stopwatch.GetElapsedTime(_turnBegan) < Turn)
        {
            return default;
        }

        return GiveWayAsync();
    }

    private async ValueTask GiveWayAsync()
    {
        await _wakeUp.MoveToHeavyLaneAsync().ConfigureAwait(false);
        _turnBegan = Stopwatch.GetTimestamp();
    }

    public override ValueTask LeaveLoopAsync() => EpollLoop.IsCurrentThread ? _wakeUp.MoveToPoolAsync() : default;

    public override void Dispose()
    {
        DropAttempts();
        _kept?.Dispose();
    }

    private ConnectOutcome? TakeOutcome()
    {
        for (int i = 0; i < _attempts.Count; i++)
        {
            if (_attempts[i] is { Connected: not SocketError.IOPending and var error } attempt)
            {
                return new ConnectOutcome(i, error, attempt.ErrorNumber, attempt.SourceFailed, attempt.FailedAtOnce);
            }
        }

        return null;
    }

    private void DropAttempts()
    {
        foreach (WatchedSocket? attempt in _attempts)
        {
            attempt?.Dispose();
        }

        _attempts.Clear();
    }

    private ValueTask MovedAsync(int count)
    {
        _moved += count;
        return _wakeUp.ResumesOnPool ? TakeTurnsAsync()
            : _moved > MovedOnLoopAtMost ? StepAsideAsync()
            : default;
    }

    /// <summary>Waits for news of a socket, the end of patience, the deadline or the caller, whichever comes first.</summary>
    private ValueTask WakeUpAsync()
    {
        if (!_observesDeadline)
        {
            _observesDeadline = true;
            deadline.Token.UnsafeRegister(static wakeUp => ((WakeUpCall)wakeUp!).RingFromElsewhere(), _wakeUp);
        }

        ValueTask wait = _wakeUp.WaitAsync();
        return wait.IsCompleted || !_wakeUp.ResumesOnPool ? wait : BeginTurnAfterAsync(wait);
    }

    private async ValueTask BeginTurnAfterAsync(ValueTask wait)
    {
        await wait.ConfigureAwait(false);
        _turnBegan = Stopwatch.GetTimestamp();
    }
}
