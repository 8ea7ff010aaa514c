using System.Net;
using System.Text;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Routes;

/// <summary>A connection through an HTTP proxy by CONNECT (RFC 9110 section 9.3.6), with Basic authorization (RFC 7617) where there is a
/// user.</summary>
internal static class HttpConnectTunnel
{
    /// <summary>How long the heads of a proxy's answers may be, those of interim ones included.</summary>
    public const int MaxHeadBytes = 16 * 1024;

    /// <param name="channel">To the proxy.</param>
    /// <param name="reader">Reads from it.</param>
    /// <param name="proxy">The proxy. Its credentials are secrets, too.</param>
    /// <param name="secrets">What is hidden where the proxy is quoted.</param>
    /// <param name="destination">Where to.</param>
    /// <returns>Why there is no connection, or <c>null</c> when what is sent from now on goes to the destination.</returns>
    public static async ValueTask<ProxyRefusal?> OpenAsync(
        Channel channel, ExactReader reader, Proxy proxy, Secrets secrets, EndPoint destination)
    {
        await channel.SendAsync(Request(proxy, destination)).ConfigureAwait(false);
        byte[] buffer = new byte[MaxHeadBytes];
        int used = 0;
        while (true)
        {
            int length = await ReadHeadAsync(reader, buffer.AsMemory(used)).ConfigureAwait(false);
            if (length == 0 || !HttpHead.TryRead(buffer.AsMemory(used, length), out HttpHead head))
            {
                return ProxyRefusal.NotAProxy(destination, WhatElse(buffer));
            }

            if (head.Status is >= 200 and < 300)
            {
                return null; // from here on it is the target that speaks, whatever the head says of a length
            }

            if (head.Status >= 200)
            {
                return HttpRefusal.Of(head, proxy, WithCredentials(proxy, secrets), destination);
            }

            used += length; // an interim answer (RFC 9110 section 15.2)
        }
    }

    private static byte[] Request(Proxy proxy, EndPoint destination)
    {
        string authority = destination is DnsEndPoint name ? $"{Escape(name.Host)}:{name.Port}" : EndPointText.Of(WithoutZone(destination));
        string authorization = proxy.User is null ? ""
            : $"Proxy-Authorization: Basic {Credentials(proxy)}\r\n";
        return ByteText.Encode($"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n{authorization}\r\n");
    }

    private static string Credentials(Proxy proxy) => Convert.ToBase64String(ByteText.Encode($"{proxy.User}:{proxy.Password}"));

    /// <summary>A zone means nothing on another machine.</summary>
    private static EndPoint WithoutZone(EndPoint endPoint) =>
        endPoint is IPEndPoint { Address.AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } ip
            ? new IPEndPoint(new IPAddress(ip.Address.GetAddressBytes()), ip.Port)
            : endPoint;

    /// <summary>Blanks and line ends in a name would end the line (RFC 3986 section 3.2.2 has them escaped).</summary>
    private static string Escape(string host)
    {
        if (!host.AsSpan().ContainsAnyInRange('\0', ' ') && !host.Contains('\x7F'))
        {
            return host;
        }

        var escaped = new StringBuilder();
        foreach (char c in host)
        {
            _ = c is <= ' ' or '\x7F' ? escaped.Append($"%{(int)c:X2}") : escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>Reads up to the empty line and not a byte further.</summary>
    /// <returns>How long the head is; 0 when it is none, or too long.</returns>
    private static async ValueTask<int> ReadHeadAsync(ExactReader reader, Memory<byte> buffer)
    {
        int length = 0;
        while (length < buffer.Length)
        {
            // Where no line ends right here, two bytes are missing at least.
            int missing = length == buffer.Length - 1 || HttpHead.EndsLine(buffer.Span[..length]) ? 1 : 2;
            await reader.FillAsync(buffer.Slice(length, missing)).ConfigureAwait(false);
            length += missing;
            if (!HttpHead.MayBegin(buffer.Span[..length]))
            {
                return 0;
            }

            if (HttpHead.IsWhole(buffer.Span[..length]))
            {
                return length;
            }
        }

        return 0;
    }

    private static Secrets WithCredentials(Proxy proxy, Secrets secrets) =>
        proxy.User is { } user ? secrets.And([user, proxy.Password ?? "", Credentials(proxy)]) : secrets;

    /// <param name="answer">What came, with zeros after it.</param>
    private static string WhatElse(byte[] answer) =>
        answer is [5, ..] or [0, not 0, ..] ? "the answer is that of a SOCKS proxy; give it as socks5://" // SOCKS 5 and 4
        : answer is [0x15, 3, ..] ? "the answer is TLS, in which no proxy is asked; give the address of a plain HTTP proxy" // an alert
        : answer[^1] != 0 ? $"the head of the answer is longer than {MaxHeadBytes} bytes"
        : "the answer is not HTTP/1; give the address of an HTTP proxy";
}
