using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CheckTcp.TestSupport.Networks;

/// <summary>A name server at 127.0.0.1 of a network of the test's own, over UDP; what it answers, and whether, is the test's to say.</summary>
public sealed class ScriptedNameServer : IAsyncDisposable
{
    public const ushort A = 1;
    public const ushort Aaaa = 28;

    /// <summary>A part of a network's set-up: names are looked up here, after the hosts file.</summary>
    public static readonly string SetUp =
        NetworkNamespace.File("/etc/resolv.conf", "nameserver 127.0.0.1") + NetworkNamespace.File("/etc/nsswitch.conf", "hosts: files dns");

    private const int HeaderBytes = 12;
    private const ushort ServerFailure = 2;

    private readonly Socket _socket;
    private readonly Func<string, ushort, ValueTask<IPAddress[]?>> _answer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _answering;

    private ScriptedNameServer(Socket socket, Func<string, ushort, ValueTask<IPAddress[]?>> answer)
    {
        (_socket, _answer) = (socket, answer);
        _answering = AnswerAsync();
    }

    /// <summary>A server that has no address of a record to give where the array is empty, fails where it is <c>null</c>, and answers when the task
    /// is done, which may be never.</summary>
    public static ScriptedNameServer Start(NetworkNamespace network, Func<string, ushort, ValueTask<IPAddress[]?>> answer) =>
        new(network.Open(new IPEndPoint(IPAddress.Loopback, 53), SocketType.Dgram), answer);

    /// <summary>An answer that never comes.</summary>
    public static async ValueTask<IPAddress[]?> NeverAsync() => await new TaskCompletionSource<IPAddress[]?>().Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _answering;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task AnswerAsync()
    {
        byte[] buffer = new byte[512];
        while (true)
        {
            try
            {
                SocketReceiveFromResult asked = await _socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                _ = AnswerAsync(buffer.AsSpan(0, asked.ReceivedBytes).ToArray(), asked.RemoteEndPoint);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(byte[] query, EndPoint client)
    {
        (string name, int end) = NameOf(query);
        ushort type = BinaryPrimitives.ReadUInt16BigEndian(query.AsSpan(end));
        IPAddress[]? addresses = await _answer(name, type);
        if (!_stop.IsCancellationRequested)
        {
            await _socket.SendToAsync(Response(query.AsSpan(0, end + 4), type, addresses), client);
        }
    }

    /// <summary>RFC 1035 section 4.1.</summary>
    private static byte[] Response(ReadOnlySpan<byte> question, ushort type, IPAddress[]? addresses)
    {
        using MemoryStream response = new();
        response.Write(question);
        Span<byte> header = response.GetBuffer().AsSpan(2, HeaderBytes - 2);
        BinaryPrimitives.WriteUInt16BigEndian(header, (ushort)(0x8580 | (addresses is null ? ServerFailure : 0))); // response, authoritative, recursion
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)(addresses?.Length ?? 0));
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], 0);
        BinaryPrimitives.WriteUInt16BigEndian(header[8..], 0);
        foreach (IPAddress address in addresses ?? [])
        {
            byte[] bytes = address.GetAddressBytes();
            response.Write([0xC0, HeaderBytes, (byte)(type >> 8), (byte)type, 0, 1, 0, 0, 0, 60, 0, (byte)bytes.Length, .. bytes]); // 0xC0: the name is the question's
        }

        return response.ToArray();
    }

    private static (string Name, int End) NameOf(ReadOnlySpan<byte> query)
    {
        var name = new StringBuilder();
        int at = HeaderBytes;
        while (query[at] is > 0 and var length)
        {
            name.Append(name.Length > 0 ? "." : "").Append(Encoding.ASCII.GetString(query.Slice(at + 1, length)));
            at += 1 + length;
        }

        return (name.ToString(), at + 1);
    }
}
