using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>Resolves a name within the deadline.</summary>
internal static class BlockingResolver
{
    /// <summary>getaddrinfo(3) knows no deadline, so it runs on a thread of its own, which is left behind when it is late; unless there
    /// is nobody to ask, for the thread takes longer to start than such a look-up.</summary>
    public static IPAddress[] Resolve(string host, AddressFamily family, Deadline deadline) =>
        LocalNames.OfThisMachine.Find(host, family) is { Length: > 0 } local ? local : ResolveOnThread(host, family, deadline);

    private static IPAddress[] ResolveOnThread(string host, AddressFamily family, Deadline deadline)
    {
        IPAddress[]? addresses = null;
        ExceptionDispatchInfo? failure = null;
        var lookup = new Thread(() =>
        {
            try
            {
                addresses = AddressLookup.Resolve(host, family);
            }
            catch (Exception e)
            {
                failure = ExceptionDispatchInfo.Capture(e); // thrown again where the caller can hear it
            }
        })
        { IsBackground = true };
        lookup.Start();
        if (!lookup.Join(deadline.Remaining))
        {
            throw new OperationCanceledException("The deadline has passed.");
        }

        failure?.Throw();
        return addresses ?? [];
    }
}
