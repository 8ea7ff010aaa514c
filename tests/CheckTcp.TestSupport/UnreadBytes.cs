using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace CheckTcp.TestSupport;

/// <summary>What one side of a local connection has sent and the other side's program has not read yet.</summary>
/// <remarks>
/// NoDelay alone does not keep two segments apart: a reader that comes late finds both at once.
/// The kernel tells when the first has been read, so no test has to guess a pause.
/// </remarks>
internal static partial class UnreadBytes
{
    private const nuint OutgoingQueue = 0x5411; // SIOCOUTQ: on a Unix socket it counts until the other program reads

    public static async Task WaitUntilNoneAsync(Socket sender, CancellationToken cancellation)
    {
        while (AreThere(sender))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), cancellation);
        }
    }

    private static bool AreThere(Socket sender) => sender.AddressFamily == AddressFamily.Unix
        ? QueryQueue((int)sender.Handle, OutgoingQueue, out int queued) == 0 && queued > 0
        : AreThere(((IPEndPoint)sender.LocalEndPoint!).Port, ((IPEndPoint)sender.RemoteEndPoint!).Port);

    // Ports are enough: a dual-stack client shows its IPv4 connection among the IPv6 ones, so addresses would differ.
    private static bool AreThere(int senderPort, int readerPort) =>
        File.ReadLines("/proc/net/tcp").Skip(1).Concat(File.ReadLines("/proc/net/tcp6").Skip(1))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Any(entry =>
                (PortOf(entry[1]), PortOf(entry[2])) switch
                {
                    (int local, int remote) when (local, remote) == (senderPort, readerPort) => SentOf(entry[4]) > 0,
                    (int local, int remote) when (local, remote) == (readerPort, senderPort) => ReceivedOf(entry[4]) > 0,
                    _ => false,
                });

    private static int PortOf(string endPoint) => Hex(endPoint[(endPoint.IndexOf(':', StringComparison.Ordinal) + 1)..]);

    private static int SentOf(string queues) => Hex(queues[..8]);

    private static int ReceivedOf(string queues) => Hex(queues[9..]);

    private static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int QueryQueue(int socket, nuint request, out int bytes);
}
