using System.Net;
using System.Net.Sockets;
using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine.Building;

/// <summary>Makes the target of what the options said.</summary>
/// <param name="values">The options.</param>
/// <param name="usualPort">The port of what is spoken, where that is known.</param>
/// <param name="faults">Takes what makes no sense.</param>
internal sealed class TargetBuilder(OptionValues values, int? usualPort, List<string> faults)
{
    /// <returns><c>null</c> when something about it makes no sense.</returns>
    public Target? Build()
    {
        long port = values.Port != 0 ? values.Port : usualPort ?? 0;
        bool isSocket = values.SocketPath.Length > 0;
        if (port is < 0 or > 65535)
        {
            faults.Add($"--port {port}: a port is 1 to 65535");
        }
        else if (port == 0 && !isSocket && values is { Service.Length: 0, StartTls.Length: 0 })
        {
            faults.Add("there is nothing to connect to: give --port, --service or --unix-sock");
        }

        if (isSocket)
        {
            JudgeSocketPath();
        }
        else
        {
            JudgeHost();
        }

        if (faults.Count > 0)
        {
            return null;
        }

        return isSocket
            ? Target.UnixSocket(values.SocketPath, values.Host, port == 0 ? null : (int)port)
            : Target.Tcp(values.Host, (int)port) with { Families = values.Families };
    }

    private void JudgeSocketPath()
    {
        if (!Target.FitsSocketAddress(values.SocketPath))
        {
            faults.Add($"--unix-sock {values.Quote(values.SocketPath)}: a socket path has at most {Target.MaxSocketPathBytes} bytes and no NUL; "
                + "use a shorter one");
        }
    }

    private void JudgeHost()
    {
        if (HostName.FaultOf(values.Host) is { } fault)
        {
            faults.Add($"--hostname {values.Quote(values.Host)}: {fault}");
        }
        else if (HostName.TryParseAddress(values.Host, out IPAddress? address) && !IsOfFamily(address))
        {
            faults.Add($"--hostname {values.Quote(values.Host)}: the address is of the other family; leave out -4 and -6");
        }
    }

    private bool IsOfFamily(IPAddress address) => values.Families switch
    {
        AddressFamilies.IPv4 => address.AddressFamily == AddressFamily.InterNetwork,
        AddressFamilies.IPv6 => address.AddressFamily == AddressFamily.InterNetworkV6,
        _ => true,
    };
}
