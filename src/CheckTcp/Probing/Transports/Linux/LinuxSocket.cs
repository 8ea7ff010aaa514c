using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>A stream socket that never blocks by itself.</summary>
internal sealed unsafe class LinuxSocket : IDisposable
{
    // include/uapi/linux/{in,net,socket,tcp}.h and <poll.h>; the same on x86-64, arm64, arm, riscv64, s390x and ppc64le.
    private const int SockStream = 1;
    private const int SockNonBlock = 0x800;
    private const int SockCloseOnExec = 0x80000;
    private const int SolSocket = 1;
    private const int IpProtoIp = 0;
    private const int IpBindAddressNoPort = 24;
    private const int SoError = 4;
    private const int SoLinger = 13;
    private const int IpProtoTcp = 6;
    private const int TcpNoDelay = 1;
    private const int TcpInfoOption = 11;
    private const int MsgNoSignal = 0x4000;
    private const int ShutWrite = 1;

    private int _descriptor = -1;
    private bool _isTcp;
    private SocketAddress? _remote;
    private int _sends;
    private bool _resetAfterConnecting;
    private bool _closedInOrder;

    /// <summary>For poll(2) and epoll(7).</summary>
    public int Descriptor => _descriptor;

    /// <summary>errno(3) of the last call that failed, or <c>null</c> if none has.</summary>
    public int? ErrorNumber { get; private set; }

    /// <summary>Whether connecting failed at the local address that it was to come from.</summary>
    public bool SourceFailed { get; private set; }

    /// <summary>Starts to connect.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="source">The local address to come from; <c>null</c> for any.</param>
    /// <returns><see cref="SocketError.IOPending"/> while it is under way, else how it ended.</returns>
    public SocketError Connect(EndPoint endPoint, IPAddress? source)
    {
        SocketAddress address = endPoint.Serialize();
        _descriptor = Libc.socket(NativeFamily(address), SockStream | SockNonBlock | SockCloseOnExec, 0);
        if (_descriptor < 0)
        {
            return LastError();
        }

        _isTcp = endPoint.AddressFamily != AddressFamily.Unix;
        if (source is not null && !Bind(source))
        {
            SourceFailed = true;
            return LastError();
        }

        _remote = SelfConnection.MayBeOne(endPoint) ? address : null;
        fixed (byte* bytes = address.Buffer.Span)
        {
            int result = Libc.connect(_descriptor, bytes, (uint)address.Size);
            return result == 0 ? WithSomebodyElse()
                : Marshal.GetLastPInvokeError() == Errno.EINPROGRESS ? SocketError.IOPending
                : LastError();
        }
    }

    /// <summary>How an attempt to connect that poll(2) reports as settled has ended.</summary>
    /// <remarks>A segment that refuses the connection is ECONNREFUSED; a reset can only follow a connection that was made (tcp_reset in
    /// net/ipv4/tcp_input.c), and what came before it is there to be read.</remarks>
    public SocketError ConnectResult()
    {
        int error;
        uint length = sizeof(int);
        if (Libc.getsockopt(_descriptor, SolSocket, SoError, &error, &length) != 0)
        {
            return LastError();
        }

        _resetAfterConnecting = error == Errno.ECONNRESET; // SO_ERROR tells it only once
        return _resetAfterConnecting || error == Errno.EPIPE ? Note(0)
            : error == 0 ? WithSomebodyElse()
            : Note(error);
    }

    /// <summary>Whether the connection that stands is one with somebody else: one with itself is a refusal, since the kernel only gives a port
    /// out that nobody listens on.</summary>
    public SocketError WithSomebodyElse()
    {
        if (_remote is null)
        {
            return SocketError.Success;
        }

        byte* local = stackalloc byte[SelfConnection.AddressBytes];
        uint length = SelfConnection.AddressBytes;
        return Libc.getsockname(_descriptor, local, &length) == 0 && SelfConnection.IsOne(new ReadOnlySpan<byte>(local, (int)length), _remote.Buffer.Span)
            ? Note(Errno.ECONNREFUSED)
            : SocketError.Success;
    }

    /// <summary>How many segments were sent again so far.</summary>
    /// <returns><c>null</c> for a Unix socket, or when the kernel does not tell.</returns>
    public int? Retransmissions()
    {
        Span<int> info = stackalloc int[TcpInfo.Bytes / sizeof(int)];
        uint length = TcpInfo.Bytes;
        fixed (int* words = info)
        {
            return _isTcp && Libc.getsockopt(_descriptor, IpProtoTcp, TcpInfoOption, words, &length) == 0
                ? TcpInfo.TotalRetransmissions(MemoryMarshal.AsBytes(info)[..(int)length])
                : null;
        }
    }

    /// <summary>The local end; <c>null</c> for a Unix socket.</summary>
    /// <exception cref="SocketException">The kernel does not tell.</exception>
    public IPEndPoint? LocalEndPoint()
    {
        if (!_isTcp)
        {
            return null;
        }

        var address = new SocketAddress(AddressFamily.InterNetworkV6);
        uint length = (uint)address.Size;
        fixed (byte* bytes = address.Buffer.Span)
        {
            if (Libc.getsockname(_descriptor, bytes, &length) != 0)
            {
                throw new LinuxSocketException(Marshal.GetLastPInvokeError());
            }
        }

        address.Size = (int)length;
        bool isIPv6 = address.Family == AddressFamily.InterNetworkV6;
        return (IPEndPoint)new IPEndPoint(isIPv6 ? IPAddress.IPv6Any : IPAddress.Any, 0).Create(address);
    }

    /// <returns>The number of bytes, 0 at the end, or -1 with <see cref="SocketError.WouldBlock"/> or a real error.</returns>
    public int Receive(Span<byte> buffer, out SocketError error)
    {
        fixed (byte* bytes = buffer)
        {
            nint received = Libc.recv(_descriptor, bytes, (nuint)buffer.Length, 0);
            return received == 0 && _resetAfterConnecting ? Fail(Errno.ECONNRESET, out error) : Settle(received, out error);
        }
    }

    /// <returns>The number of bytes taken, or -1 with <see cref="SocketError.WouldBlock"/> or a real error.</returns>
    public int Send(ReadOnlySpan<byte> buffer, out SocketError error)
    {
        if (_isTcp && _sends++ == 1)
        {
            Set(IpProtoTcp, TcpNoDelay, [1]); // TCP holds back what is small only while something before it is on its way (RFC 9293 3.7.4)
        }

        fixed (byte* bytes = buffer)
        {
            nint sent = Libc.send(_descriptor, bytes, (nuint)buffer.Length, MsgNoSignal);
            return sent < 0 && _resetAfterConnecting ? Fail(Errno.ECONNRESET, out error) : Settle(sent, out error);
        }
    }

    /// <summary>Sends FIN and drops what has come; disposing will not reset the connection any more.</summary>
    [SkipLocalsInit]
    public void CloseInOrder(int droppedAtMost)
    {
        _ = Libc.shutdown(_descriptor, ShutWrite);
        _closedInOrder = true;
        Span<byte> dropped = stackalloc byte[4096];
        for (int count, sum = 0; sum < droppedAtMost && (count = Receive(dropped, out _)) > 0; sum += count)
        {
            // Unread bytes would turn the end into a reset.
        }
    }

    public void Dispose()
    {
        if (_descriptor < 0)
        {
            return;
        }

        if (!_closedInOrder)
        {
            Set(SolSocket, SoLinger, [1, 0]); // struct linger { on, 0 seconds }: close(2) sends RST
        }

        _ = Libc.close(_descriptor);
        _descriptor = -1;
    }

    /// <summary>Takes the address alone: a port is only chosen for the whole connection, when it is known, so that as many connections are
    /// possible from one address as from any (IP_BIND_ADDRESS_NO_PORT in ip(7)).</summary>
    private bool Bind(IPAddress source)
    {
        Set(IpProtoIp, IpBindAddressNoPort, [1]);
        SocketAddress address = new IPEndPoint(source, 0).Serialize();
        fixed (byte* bytes = address.Buffer.Span)
        {
            return Libc.bind(_descriptor, bytes, (uint)address.Size) == 0;
        }
    }

    /// <summary>sa_family is the first field of every socket address, in the machine's byte order.</summary>
    private static int NativeFamily(SocketAddress address) => MemoryMarshal.Read<ushort>(address.Buffer.Span);

    private void Set(int level, int option, ReadOnlySpan<int> value)
    {
        fixed (int* bytes = value)
        {
            _ = Libc.setsockopt(_descriptor, level, option, bytes, (uint)(value.Length * sizeof(int)));
        }
    }

    private int Settle(nint result, out SocketError error)
    {
        error = result >= 0 ? SocketError.Success : LastError();
        return (int)result;
    }

    private int Fail(int number, out SocketError error)
    {
        error = Note(number);
        return -1;
    }

    private SocketError LastError() => Note(Marshal.GetLastPInvokeError());

    private SocketError Note(int number)
    {
        ErrorNumber = number == 0 ? null : number;
        return Errno.ToSocketError(number);
    }
}
