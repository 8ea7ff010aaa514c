using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Probing;

/// <summary>How an address is written in messages: <c>127.0.0.1:21</c>, <c>[::1]:21</c>, <c>unix socket /run/app.sock</c>.</summary>
internal static class EndPointText
{
    public static string Of(EndPoint endPoint) =>
        endPoint.AddressFamily == AddressFamily.Unix ? $"unix socket {endPoint}" : endPoint.ToString()!;
}
