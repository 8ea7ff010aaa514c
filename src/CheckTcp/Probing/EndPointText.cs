using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Probing;

/// <summary>How an address is written in messages: <c>127.0.0.1:21</c>, <c>[::1]:21</c>, <c>ftp.example:21</c>,
/// <c>unix socket /run/app.sock</c>.</summary>
internal static class EndPointText
{
    public static string Of(EndPoint endPoint) =>
        endPoint is DnsEndPoint name ? string.Create(CultureInfo.InvariantCulture, $"{name.Host}:{name.Port}")
        : endPoint.AddressFamily == AddressFamily.Unix ? $"unix socket {endPoint}"
        : endPoint.ToString()!;
}
