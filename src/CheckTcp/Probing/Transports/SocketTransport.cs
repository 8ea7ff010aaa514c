using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Probing.Transports;

/// <summary>The transport of a program that runs many checks at once, over the platform's sockets: every wait is asynchronous.</summary>
internal sealed class SocketTransport(Deadline deadline, TimeProvider time) : Transport
{
    private const int SentAtOnce = 16 * 1024;

    private readonly List<Attempt?> _attempts = [];
    private Socket? _kept;
    private bool _closedInOrder;

    private Socket Connection => _kept ?? throw new InvalidOperationException("There is no connection yet.");

    public override ValueTask<IPAddress[]> ResolveAsync(string host, AddressFamily family) =>
        NameLookups.OfThisMachine.ResolveAsync(host, family, deadline.Token);

    public override void BeginConnect(EndPoint endPoint, IPAddress? source)
    {
        Socket? socket = null;
        try
        {
            bool unix = endPoint.AddressFamily == AddressFamily.Unix;
            socket = new Socket(endPoint.AddressFamily, SocketType.Stream, unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
            if (!unix)
            {
                socket.NoDelay = true;
            }

            if (source is not null)
            {
                socket.Bind(new IPEndPoint(source, 0));
            }
        }
        catch (SocketException e)
        {
            _attempts.Add(new Attempt(socket, Task.FromResult(e.SocketErrorCode), AtOnce: true, SourceFailed: socket is not null && source is not null));
            return;
        }

        (Task<SocketError> outcome, bool atOnce) = Connect(socket, endPoint);
        _attempts.Add(new Attempt(socket, outcome, atOnce, SourceFailed: false));
    }

    public override async ValueTask<ConnectOutcome?> NextOutcomeAsync(TimeSpan patience)
    {
        Task<SocketError>[] pending = [.. _attempts.OfType<Attempt>().Select(attempt => attempt.Outcome)];
        Task<SocketError>? first = await FirstOfAsync(pending, patience).ConfigureAwait(false);
        if (first is null)
        {
            return null;
        }

        int index = _attempts.FindIndex(attempt => attempt?.Outcome == first);
        SocketError error = await first.ConfigureAwait(false);
        return new ConnectOutcome(index, error, ErrorNumbers.Of(error), _attempts[index]!.SourceFailed, _attempts[index]!.AtOnce);
    }

    public override void Keep(int attempt)
    {
        _kept = _attempts[attempt]!.Socket;
        _attempts[attempt] = null;
        DropAttempts();
    }

    public override void Drop(int attempt)
    {
        _attempts[attempt]?.Socket?.Dispose();
        _attempts[attempt] = null;
    }

    public override IPEndPoint? LocalEndPoint() =>
        Connection.AddressFamily == AddressFamily.Unix ? null : (IPEndPoint?)Connection.LocalEndPoint;

    public override async ValueTask<int> ReceiveAsync(Memory<byte> buffer, TimeSpan patience)
    {
        if (patience == Timeout.InfiniteTimeSpan)
        {
            return await Connection.ReceiveAsync(buffer, deadline.Token).ConfigureAwait(false);
        }

        using var enough = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, deadline.Token);
        try
        {
            return await Connection.ReceiveAsync(buffer, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!deadline.Token.IsCancellationRequested)
        {
            return Quiet;
        }
    }

    public override async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            // The platform sends all of it or does not tell how much went.
            int sent = await Connection.SendAsync(bytes[..Math.Min(bytes.Length, SentAtOnce)], deadline.Token).ConfigureAwait(false);
            bytes = bytes[sent..];
            HandedOver += sent;
        }
    }

    public override async ValueTask CloseAsync()
    {
        Connection.Shutdown(SocketShutdown.Send);
        _closedInOrder = true;
        byte[] dropped = new byte[4096];
        for (int drained = 0; drained < DrainedAtMost && Connection.Available > 0;)
        {
            int received = await Connection.ReceiveAsync(dropped, deadline.Token).ConfigureAwait(false);
            if (received == 0)
            {
                break;
            }

            drained += received;
        }
    }

    public override ValueTask WaitAsync(TimeSpan duration) =>
        deadline.PauseAsync(cancellation => new ValueTask(Task.Delay(duration, time, cancellation)));

    /// <summary>What has already arrived is received without a wait, so the run may still be on its caller's thread.</summary>
    public override async ValueTask StepAsideAsync() => await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    public override void Dispose()
    {
        DropAttempts();
        if (_kept is not null && !_closedInOrder)
        {
            _kept.LingerState = new LingerOption(enable: true, seconds: 0);
        }

        _kept?.Dispose();
    }

    /// <remarks>By way of event arguments, since a task that is found completed may have been answered in the meantime.</remarks>
    private (Task<SocketError> Outcome, bool AtOnce) Connect(Socket socket, EndPoint endPoint)
    {
        var outcome = new TaskCompletionSource<SocketError>(TaskCreationOptions.RunContinuationsAsynchronously);
        var connecting = new SocketAsyncEventArgs { RemoteEndPoint = endPoint };
        CancellationTokenRegistration late = deadline.Token.Register(() => outcome.TrySetCanceled(deadline.Token));
        connecting.Completed += (_, _) => End();
        bool atOnce = !socket.ConnectAsync(connecting);
        if (atOnce)
        {
            End();
        }

        return (outcome.Task, atOnce);

        void End()
        {
            late.Unregister();
            outcome.TrySetResult(OutcomeOf(socket, endPoint, connecting.SocketError));
            connecting.Dispose();
        }
    }

    private static SocketError OutcomeOf(Socket socket, EndPoint endPoint, SocketError error)
    {
        try
        {
            return error == SocketError.Success && SelfConnection.MayBeOne(endPoint) && SelfConnection.IsOne(socket.LocalEndPoint, endPoint)
                ? SocketError.ConnectionRefused
                : error;
        }
        catch (ObjectDisposedException)
        {
            return SocketError.OperationAborted; // another address was faster
        }
    }

    private async ValueTask<Task<SocketError>?> FirstOfAsync(Task<SocketError>[] pending, TimeSpan patience)
    {
        if (patience == Timeout.InfiniteTimeSpan)
        {
            return await Task.WhenAny(pending).ConfigureAwait(false);
        }

        long start = time.GetTimestamp();
        for (TimeSpan left = patience; left > TimeSpan.Zero; left = patience - time.GetElapsedTime(start)) // a timer may be early
        {
            Task enough = Task.Delay(WholeMilliseconds.Of(left), time, deadline.Token);
            Task first = await Task.WhenAny([.. pending, enough]).ConfigureAwait(false);
            if (first != enough)
            {
                return (Task<SocketError>)first;
            }

            deadline.Token.ThrowIfCancellationRequested(); // it was not the patience that was over
        }

        return null;
    }

    private void DropAttempts()
    {
        foreach (Attempt? attempt in _attempts)
        {
            attempt?.Socket?.Dispose();
        }

        _attempts.Clear();
    }

    /// <param name="Socket">Its socket; <c>null</c> when there was none to be had.</param>
    /// <param name="Outcome">How it ends.</param>
    /// <param name="AtOnce"><inheritdoc cref="ConnectOutcome" path="/param[@name='AtOnce']"/></param>
    /// <param name="SourceFailed"><inheritdoc cref="ConnectOutcome" path="/param[@name='SourceFailed']"/></param>
    private sealed record Attempt(Socket? Socket, Task<SocketError> Outcome, bool AtOnce, bool SourceFailed);
}
