using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>A socket that the loop watches.</summary>
/// <remarks>The loop tells of a change once (edge-triggered, epoll(7)): what it told stays true until a call would block.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class WatchedSocket(WakeUpCall wakeUp) : IDisposable
{
    private readonly LinuxSocket _socket = new();
    private EpollLoop? _loop;
    private SocketError _connected = SocketError.IOPending;
    private int _told;

    /// <summary>The loop's number for this one.</summary>
    public uint Watch { get; set; }

    /// <summary>errno(3) of the last call that failed, or <c>null</c> if none has.</summary>
    public int? ErrorNumber => _socket.ErrorNumber;

    /// <summary>Whether connecting failed at the local address that it was to come from.</summary>
    public bool SourceFailed => _socket.SourceFailed;

    /// <summary>Whether connecting failed before anything was sent.</summary>
    public bool FailedAtOnce { get; private set; }

    /// <summary>The local end; <c>null</c> for a Unix socket.</summary>
    public IPEndPoint? LocalEndPoint() => _socket.LocalEndPoint();

    /// <summary>How many segments were sent again so far, or <c>null</c> when that is not known.</summary>
    public int? Retransmissions() => _socket.Retransmissions();

    /// <summary>How the attempt to connect has ended; <see cref="SocketError.IOPending"/> while it is under way.</summary>
    public SocketError Connected
    {
        get
        {
            if (_connected == SocketError.IOPending && IsTold(EpollLoop.Writable | EpollLoop.Broken))
            {
                _connected = IsTold(EpollLoop.Broken) ? _socket.ConnectResult() : _socket.WithSomebodyElse();
            }

            return _connected;
        }
    }

    /// <summary>Starts to connect.</summary>
    public void Connect(EndPoint endPoint, IPAddress? source)
    {
        _connected = _socket.Connect(endPoint, source);
        if (_connected is not (SocketError.Success or SocketError.IOPending))
        {
            FailedAtOnce = true;
            return;
        }

        try
        {
            _loop = EpollLoop.Shared;
            _loop.Add(_socket.Descriptor, this);
        }
        catch (SocketException e)
        {
            _connected = e.SocketErrorCode;
        }
    }

    /// <summary>Called by the loop.</summary>
    public void Tell(uint events)
    {
        Interlocked.Or(ref _told, (int)events);
        wakeUp.Ring();
    }

    /// <returns>Whether anything came, or the end; if not, the loop will tell.</returns>
    /// <exception cref="SocketException">The connection broke.</exception>
    public bool TryReceive(Span<byte> buffer, out int received)
    {
        received = 0;
        if (!IsTold(EpollLoop.Readable | EpollLoop.Broken))
        {
            return false;
        }

        Interlocked.And(ref _told, ~(int)EpollLoop.Readable); // before the call, for what is told after it is news
        received = _socket.Receive(buffer, out SocketError error);
        if (HasHappened(received, error))
        {
            Interlocked.Or(ref _told, (int)EpollLoop.Readable); // there may be more
            return true;
        }

        return false;
    }

    /// <returns>Whether any of it was taken; if not, the loop will tell.</returns>
    /// <exception cref="SocketException">The connection broke.</exception>
    public bool TrySend(ReadOnlySpan<byte> bytes, out int sent)
    {
        sent = _socket.Send(bytes, out SocketError error);
        return HasHappened(sent, error);
    }

    /// <summary>Sends FIN and drops what has come; disposing will not reset the connection any more.</summary>
    public void CloseInOrder(int droppedAtMost) => _socket.CloseInOrder(droppedAtMost);

    public void Dispose()
    {
        _loop?.Remove(_socket.Descriptor);
        _socket.Dispose();
    }

    private bool IsTold(uint events) => (Volatile.Read(ref _told) & (int)events) != 0;

    private bool HasHappened(int count, SocketError error) =>
        count >= 0 || (error == SocketError.WouldBlock ? false : throw new LinuxSocketException(_socket.ErrorNumber!.Value));
}
