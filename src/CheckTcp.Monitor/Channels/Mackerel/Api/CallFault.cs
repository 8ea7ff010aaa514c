using System.Globalization;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>Why a call got no answer, in words: the phase, with whom, and the cause.</summary>
internal static partial class CallFault
{
    /// <summary>What the platform threw, told from what it knows of the cause: its own texts name proxies in full.</summary>
    public static string WordsOf(HttpRequestException fault, ApiSettings settings)
    {
        string whom = settings.Proxy is { } proxy ? $"connect to the proxy {proxy}: " : "";
        return fault.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError => whom + CauseOf(fault),
            HttpRequestError.SecureConnectionError => $"TLS handshake: {Innermost(fault).Message}",
            HttpRequestError.ProxyTunnelError => $"the proxy {settings.Proxy} opens no way to it{StatusIn(fault)}; look at http_proxy and https_proxy",
            HttpRequestError.ResponseEnded => "the connection was closed before the answer was complete",
            HttpRequestError.InvalidResponse => "the answer is no HTTP",
            HttpRequestError.ConfigurationLimitExceeded => "the answer is longer than 1 MB",
            _ => CauseOf(fault),
        };
    }

    private static string CauseOf(Exception fault)
    {
        for (Exception? cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket)
            {
                return Words(socket);
            }
        }

        return Innermost(fault).Message;
    }

    private static string Words(SocketException fault) => fault.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "the connection was reset",
        SocketError.HostNotFound or SocketError.NoData => "the name does not resolve",
        SocketError.TryAgain or SocketError.NoRecovery => "no name server answers",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
        SocketError.TimedOut => "it does not answer",
        _ => new SocketException((int)fault.SocketErrorCode).Message, // without the address, which stands there already
    };

    private static Exception Innermost(Exception fault)
    {
        while (fault.InnerException is { } inner)
        {
            fault = inner;
        }

        return fault;
    }

    /// <summary>The platform tells the status of a proxy in its text alone.</summary>
    private static string StatusIn(HttpRequestException fault) => fault.StatusCode is { } status
        ? string.Create(CultureInfo.InvariantCulture, $" ({(int)status})")
        : Status().Match(fault.Message) is { Success: true } match ? $" ({match.Value})" : "";

    [GeneratedRegex(@"(?<=')\d{3}(?=')")]
    private static partial Regex Status();
}
