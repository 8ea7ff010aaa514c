using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing;

/// <summary>Finds the addresses that a run needs: the target's, and its proxy's.</summary>
internal sealed class Resolver(TcpCheck check, Transport transport, Deadline deadline)
{
    private TimeSpan? _took;

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public async ValueTask<Resolution> ResolveAsync()
    {
        if (check.Target.SocketPath is { } path)
        {
            return new Resolution([new UnixEndPoint(path)]);
        }

        (string asked, string subject) = (check.Target.Host ?? "", "");
        try
        {
            if (check.Route.Proxy is not { } proxy)
            {
                return new Resolution(await FindAsync(FromSource(check.Target)).ConfigureAwait(false)) { Took = _took };
            }

            IReadOnlyList<EndPoint> targets = proxy.ResolvesNames ? AsNamed(check.Target) : await FindAsync(check.Target).ConfigureAwait(false);
            (asked, subject) = (proxy.Host, "proxy: ");
            Target address = FromSource(proxy.Address with { Families = check.Target.Families });
            return new Resolution(targets) { Proxies = await FindAsync(address).ConfigureAwait(false), Took = _took };
        }
        catch (UnknownInterfaceException)
        {
            string zone = asked[(asked.IndexOf('%') + 1)..].TrimEnd(']');
            Failure failure = Failure.Of(Phase.Resolve, FailureCause.Local, asked, $"this machine has no interface {zone}; see ip link");
            return new Resolution([]) { Failure = failure with { Message = subject + failure.Message } };
        }
        catch (Exception e) when (ConnectionFault.IsOne(e))
        {
            Failure failure = ConnectionFault.Of(e, Phase.Resolve, asked, deadline, peerClosed: false);
            string family = failure.Cause == FailureCause.NameNotFound ? WithFamily() : "";
            return new Resolution([]) { Took = _took, Failure = failure with { Message = subject + failure.Message + family } };
        }
    }

    /// <summary>The name may well have addresses of the other family.</summary>
    private string WithFamily() =>
        check.Route.Source is { } source ? $" with an {FamilyOf(source)} address, as --source is one"
        : check.Target.Families switch
        {
            AddressFamilies.IPv4 => " with an IPv4 address (-4)",
            AddressFamilies.IPv6 => " with an IPv6 address (-6)",
            _ => "",
        };

    private static string FamilyOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6";

    /// <summary>An address of the one family is not reached from one of the other.</summary>
    private Target FromSource(Target target) => check.Route.Source is { } source
        ? target with { Families = source.AddressFamily == AddressFamily.InterNetwork ? AddressFamilies.IPv4 : AddressFamilies.IPv6 }
        : target;

    private async ValueTask<IReadOnlyList<EndPoint>> FindAsync(Target target)
    {
        if (TargetAddresses.TryWithoutLookup(target, out IReadOnlyList<EndPoint>? endPoints))
        {
            return endPoints is [IPEndPoint { Address: { IsIPv6LinkLocal: true, ScopeId: 0 } }] && target.Host!.Contains('%')
                ? throw new UnknownInterfaceException()
                : endPoints;
        }

        TimeSpan start = deadline.Elapsed;
        IPAddress[] addresses = await transport
            .ResolveAsync(HostName.InAscii(target.Host!), AddressOrder.FamilyOf(target.Families)).ConfigureAwait(false);
        _took = (_took ?? TimeSpan.Zero) + (deadline.Elapsed - start);
        return TargetAddresses.Of(addresses, target.Port!.Value);
    }

    /// <summary>The platform reads an address with an unknown zone as if it had none.</summary>
    private sealed class UnknownInterfaceException : Exception;

    private static IReadOnlyList<EndPoint> AsNamed(Target target) =>
        TargetAddresses.TryWithoutLookup(target, out IReadOnlyList<EndPoint>? addresses)
            ? addresses
            : [new DnsEndPoint(HostName.InAscii(target.Host!), target.Port!.Value)];
}
