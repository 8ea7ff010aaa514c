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

    private static bool AreThere(Socket sender) =>
        (QueryQueue((int)sender.Handle, OutgoingQueue, out int queued) == 0 && queued > 0)
        || (sender.AddressFamily != AddressFamily.Unix
            && SocketDiagnosis.UnreadAt((IPEndPoint)sender.RemoteEndPoint!, (IPEndPoint)sender.LocalEndPoint!) > 0);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int QueryQueue(int socket, nuint request, out int bytes);
}
