using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>Resolves a name within the deadline.</summary>
internal static class BlockingResolver
{
    /// <summary>getaddrinfo(3) knows no deadline, so it runs on a thread of its own, which is left behind when it is late; unless it
    /// asks nobody, for the thread takes longer to start than such a look-up.</summary>
    public static IPAddress[] Resolve(string host, AddressFamily family, Deadline deadline) =>
        LocalNames.OfThisMachine.Have(host, family) ? Dns.GetHostAddresses(host, family) : ResolveOnThread(host, family, deadline);

    private static IPAddress[] ResolveOnThread(string host, AddressFamily family, Deadline deadline)
    {
        IPAddress[]? addresses = null;
        SocketException? failure = null;
        var lookup = new Thread(() =>
        {
            try
            {
                addresses = Dns.GetHostAddresses(host, family);
            }
            catch (SocketException e)
            {
                failure = e;
            }
        })
        { IsBackground = true };
        lookup.Start();
        if (!lookup.Join(deadline.Remaining))
        {
            deadline.ThrowIfPassed();
        }

        return addresses ?? throw failure ?? new SocketException((int)SocketError.TryAgain);
    }
}
