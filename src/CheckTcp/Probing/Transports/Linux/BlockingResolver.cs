using System.Net;
using System.Net.Sockets;

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
        object gate = new();
        var whole = new LookupThread(host, family, gate);
        if (!ResolutionDelay.Concerns(family))
        {
            return whole.Join(deadline.Remaining) ? whole.Result() : throw Late();
        }

        TimeSpan wait = ResolutionDelay.BeforeAskingApart;
        return whole.Join(wait < deadline.Remaining ? wait : deadline.Remaining) ? whole.Result() : AskApart(host, whole, gate, deadline);
    }

    private static IPAddress[] AskApart(string host, LookupThread whole, object gate, Deadline deadline)
    {
        var four = new LookupThread(host, AddressFamily.InterNetwork, gate);
        var six = new LookupThread(host, AddressFamily.InterNetworkV6, gate);
        TimeSpan? end = null;
        lock (gate)
        {
            while (true)
            {
                bool hasOne = four.Addresses is not null || six.Addresses is not null;
                end ??= hasOne ? deadline.Elapsed + ResolutionDelay.AfterFirstFamily : null;
                if (whole.IsDone && (whole.Addresses is not null || !hasOne))
                {
                    return whole.Result();
                }

                if (hasOne && deadline.Elapsed >= end)
                {
                    return ResolutionDelay.Join(four.Addresses, six.Addresses);
                }

                TimeSpan remaining = deadline.Remaining;
                if (remaining == TimeSpan.Zero)
                {
                    throw Late();
                }

                TimeSpan wait = end is { } then && then - deadline.Elapsed < remaining ? then - deadline.Elapsed : remaining;
                Monitor.Wait(gate, WholeMilliseconds.Of(wait > TimeSpan.Zero ? wait : TimeSpan.Zero));
            }
        }
    }

    private static OperationCanceledException Late() => new("The deadline has passed.");
}
