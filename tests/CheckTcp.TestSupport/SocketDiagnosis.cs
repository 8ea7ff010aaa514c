using System.Buffers.Binary;
using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CheckTcp.TestSupport;

/// <summary>Asks the kernel for one TCP socket (sock_diag(7)), whosever it is. /proc/net/tcp lists all of them, which takes it a thousand times as long.</summary>
internal static partial class SocketDiagnosis
{
    private const int Netlink = 16; // AF_NETLINK
    private const int Raw = 3 | 0x80000; // SOCK_RAW, SOCK_CLOEXEC
    private const int Diagnosis = 4; // NETLINK_SOCK_DIAG
    private const short ByFamily = 20; // SOCK_DIAG_BY_FAMILY
    private const byte InterNetwork = 2; // AF_INET
    private const byte InterNetworkV6 = 10; // AF_INET6
    private const byte Tcp = 6;
    private const byte Listening = 10; // TCP_LISTEN: what the kernel finds in place of a connection that is gone

    // struct nlmsghdr, then struct inet_diag_req_v2; or struct inet_diag_msg. Both have a struct inet_diag_sockid.
    private const int HeaderBytes = 16;
    private const int RequestBytes = HeaderBytes + 8 + IdBytes;
    private const int IdBytes = 48;
    private const int UnreadOffset = HeaderBytes + 4 + IdBytes + 4;

    /// <returns>How many bytes the program at this end has not read yet; 0 when there is no such connection.</returns>
    public static int UnreadAt(IPEndPoint here, IPEndPoint there)
    {
        int descriptor = socket(Netlink, Raw, Diagnosis);
        try
        {
            byte[] answer = new byte[4096];
            byte[] request = RequestFor(here, there);
            if (descriptor < 0 || send(descriptor, request, (nuint)request.Length, 0) < 0 || recv(descriptor, answer, (nuint)answer.Length, 0) < HeaderBytes)
            {
                throw new Win32Exception();
            }

            bool isFound = BitConverter.ToInt16(answer, 4) == ByFamily && answer[HeaderBytes + 1] != Listening;
            return isFound ? BitConverter.ToInt32(answer, UnreadOffset) : 0;
        }
        finally
        {
            _ = close(descriptor);
        }
    }

    private static byte[] RequestFor(IPEndPoint here, IPEndPoint there)
    {
        byte[] request = new byte[RequestBytes];
        BitConverter.TryWriteBytes(request, RequestBytes);
        BitConverter.TryWriteBytes(request.AsSpan(4), ByFamily);
        BitConverter.TryWriteBytes(request.AsSpan(6), (short)1); // NLM_F_REQUEST
        Span<byte> body = request.AsSpan(HeaderBytes);
        body[0] = here.AddressFamily == AddressFamily.InterNetwork ? InterNetwork : InterNetworkV6;
        body[1] = Tcp;
        body[4..8].Fill(0xFF); // in any state
        Span<byte> id = body[8..];
        BinaryPrimitives.WriteUInt16BigEndian(id, (ushort)here.Port);
        BinaryPrimitives.WriteUInt16BigEndian(id[2..], (ushort)there.Port);
        here.Address.TryWriteBytes(id[4..], out _);
        there.Address.TryWriteBytes(id[20..], out _);
        id[40..48].Fill(0xFF); // INET_DIAG_NOCOOKIE
        return request;
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint send(int socket, byte[] bytes, nuint length, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint recv(int socket, byte[] bytes, nuint length, int flags);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
