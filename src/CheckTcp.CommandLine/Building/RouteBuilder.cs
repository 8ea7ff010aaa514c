using System.Net;
using System.Net.Sockets;
using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine.Building;

/// <summary>Makes the way to the target of what the options said.</summary>
internal sealed class RouteBuilder(OptionValues values, List<string> faults)
{
    private const string UserVariable = "CHECK_TCP_PROXY_USER";
    private const string PasswordVariable = "CHECK_TCP_PROXY_PASSWORD";

    public Route Build()
    {
        if (values.Source.Length + values.Proxy.Length + values.ProxyProtocol.Length == 0)
        {
            return Route.Direct;
        }

        Proxy? proxy = BuildProxy();
        return new Route { Proxy = proxy, Source = BuildSource(proxy), ProxyProtocol = BuildProxyProtocol() };
    }

    private Proxy? BuildProxy()
    {
        if (values.Proxy.Length == 0)
        {
            return null;
        }

        if (values.SocketPath.Length > 0)
        {
            faults.Add("--proxy: no proxy leads to a Unix socket; leave out one of the two");
        }

        // The value is not quoted, for it may hold a password.
        if (!Proxy.TryParse(values.Proxy, out Proxy? proxy, out string? fault))
        {
            faults.Add($"--proxy: {fault}");
            return null;
        }

        return Completed(proxy, Given(UserVariable), Given(PasswordVariable));
    }

    /// <summary>With what its address leaves out and the environment has: others see a command line, and an environment they do not.</summary>
    internal Proxy Completed(Proxy proxy, string? user, string? password)
    {
        user = proxy.User ?? user;
        password = proxy.Password ?? password;
        if (user is null)
        {
            if (password is not null)
            {
                faults.Add($"{PasswordVariable}: a password without a user; give that in --proxy or in {UserVariable}");
            }

            return proxy;
        }

        if (Proxy.FaultOfUser(proxy.Kind, user) is { } fault)
        {
            faults.Add($"{UserVariable}: {fault}");
            return proxy;
        }

        if (password is not null && !Proxy.FitsCredential(password))
        {
            faults.Add($"{PasswordVariable}: the password has at most {Proxy.MaxCredentialBytes} bytes");
            return proxy;
        }

        return proxy with { User = user, Password = password };
    }

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private IPAddress? BuildSource(Proxy? proxy)
    {
        if (values.Source.Length == 0)
        {
            return null;
        }

        if (values.SocketPath.Length > 0)
        {
            faults.Add("--source: a Unix socket is not connected to from an address; leave out one of the two");
        }

        if (!HostName.TryParseAddress(values.Source, out IPAddress? source))
        {
            faults.Add($"--source {values.Quote(values.Source)}: give an IPv4 or IPv6 address of this machine");
            return null;
        }

        if (values.Families == (source.AddressFamily == AddressFamily.InterNetwork ? AddressFamilies.IPv6 : AddressFamilies.IPv4))
        {
            faults.Add($"--source {source}: the address is of the other family; leave out -4 and -6");
        }

        (string option, string host) = proxy is null ? ("--hostname", values.Host) : ("--proxy", proxy.Host);
        if (HostName.TryParseAddress(host, out IPAddress? address) && address.AddressFamily != source.AddressFamily)
        {
            faults.Add($"--source {source}: the address of {option} is of the other family; give one of the same");
        }

        return source;
    }

    private ProxyProtocolVersion? BuildProxyProtocol()
    {
        switch (values.ProxyProtocol.ToLowerInvariant())
        {
            case "":
                return null;
            case "1":
                return ProxyProtocolVersion.Version1;
            case "2":
                return ProxyProtocolVersion.Version2;
            case "2-local":
                return ProxyProtocolVersion.Version2Local;
            default:
                faults.Add($"--proxy-protocol {values.Quote(values.ProxyProtocol)}: give 1, 2 or 2-local");
                return null;
        }
    }
}
