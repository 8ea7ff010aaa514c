using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Probing.Routes;

/// <summary>A connection through a SOCKS 5 proxy (RFC 1928), with a user and password (RFC 1929) where it requires them.</summary>
internal static class Socks5Tunnel
{
    private const byte Version = 5;
    private const byte SignInVersion = 1;
    private const byte Connect = 1;
    private const byte WithoutName = 0;
    private const byte WithPassword = 2;
    private const byte NoMethod = 0xFF;
    private const byte HostUnreachable = 4;
    private const byte IPv4 = 1;
    private const byte Name = 3;
    private const byte IPv6 = 4;
    private const string NotSocks = "the answer is not SOCKS 5; give the address of a SOCKS 5 proxy";

    /// <returns>Why there is no connection, or <c>null</c> when what is sent from now on goes to the destination.</returns>
    public static async ValueTask<ProxyRefusal?> OpenAsync(Channel channel, ExactReader reader, Proxy proxy, EndPoint destination)
    {
        if (destination is DnsEndPoint { Host: var host } && ByteText.Encode(host).Length > byte.MaxValue)
        {
            return ProxyRefusal.Of(FailureCause.NameNotFound, destination, "SOCKS cannot carry so long a name");
        }

        await channel.SendAsync(proxy.User is null ? Greeting(WithoutName) : Greeting(WithoutName, WithPassword)).ConfigureAwait(false);
        byte[] answer = new byte[2];
        await reader.FillAsync(answer).ConfigureAwait(false);
        switch (answer)
        {
            case [Version, WithoutName]:
                break;
            case [Version, WithPassword] when proxy.User is not null:
                if (await SignInAsync(channel, reader, proxy, destination).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }

                break;
            case [Version, NoMethod]:
                return ProxyRefusal.Of(FailureCause.ProxyDenied, destination, proxy.User is null
                    ? "the proxy requires a user and a password; give them in --proxy"
                    : "the proxy requires another way to sign in than a user and a password");
            default:
                return ProxyRefusal.NotAProxy(destination, WhatElse(answer));
        }

        await channel.SendAsync(Request(destination)).ConfigureAwait(false);
        return await ReadReplyAsync(reader, destination).ConfigureAwait(false);
    }

    private static byte[] Greeting(params ReadOnlySpan<byte> methods) => [Version, (byte)methods.Length, .. methods];

    private static async ValueTask<ProxyRefusal?> SignInAsync(Channel channel, ExactReader reader, Proxy proxy, EndPoint destination)
    {
        byte[] user = ByteText.Encode(proxy.User!);
        byte[] password = ByteText.Encode(proxy.Password ?? "");
        byte[] request = [SignInVersion, (byte)user.Length, .. user, (byte)password.Length, .. password];
        await channel.SendAsync(request).ConfigureAwait(false);
        byte[] answer = new byte[2];
        await reader.FillAsync(answer).ConfigureAwait(false);
        return answer[0] != SignInVersion ? ProxyRefusal.NotAProxy(destination, NotSocks)
            : answer[1] != 0 ? ProxyRefusal.Of(FailureCause.ProxyDenied, destination, "the proxy refuses the user or the password")
            : null;
    }

    private static string WhatElse(byte[] answer) =>
        answer is [(byte)'H', (byte)'T'] ? "the answer is HTTP; give the proxy as http://"
        : answer is [Version, _] ? "the proxy chose a way to sign in that was not offered"
        : NotSocks;

    private static byte[] Request(EndPoint destination)
    {
        (byte kind, byte[] address, int port) = destination switch
        {
            DnsEndPoint name when ByteText.Encode(name.Host) is var bytes => (Name, [(byte)bytes.Length, .. bytes], name.Port),
            IPEndPoint { AddressFamily: AddressFamily.InterNetwork } ip => (IPv4, ip.Address.GetAddressBytes(), ip.Port),
            IPEndPoint ip => (IPv6, ip.Address.GetAddressBytes(), ip.Port),
            _ => throw new ArgumentException($"No proxy leads to {destination}.", nameof(destination)),
        };
        return [Version, Connect, 0, kind, .. address, (byte)(port >> 8), (byte)port];
    }

    private static async ValueTask<ProxyRefusal?> ReadReplyAsync(ExactReader reader, EndPoint destination)
    {
        byte[] buffer = new byte[byte.MaxValue + 2];
        await reader.FillAsync(buffer.AsMemory(0, 2)).ConfigureAwait(false);
        if (buffer[0] != Version)
        {
            return ProxyRefusal.NotAProxy(destination, NotSocks);
        }

        if (buffer[1] != 0)
        {
            (FailureCause cause, string words) = MeaningOf(buffer[1]);
            words += buffer[1] == HostUnreachable && destination is DnsEndPoint ? ", or the proxy cannot resolve its name" : ""; // Dante's for both
            return ProxyRefusal.Of(cause, destination, words); // some proxies cut a refusal short
        }

        await reader.FillAsync(buffer.AsMemory(0, 2)).ConfigureAwait(false);
        int length;
        switch (buffer[1])
        {
            case IPv4:
                length = 4;
                break;
            case IPv6:
                length = 16;
                break;
            case Name:
                await reader.FillAsync(buffer.AsMemory(0, 1)).ConfigureAwait(false);
                length = buffer[0];
                break;
            default:
                return ProxyRefusal.NotAProxy(destination, NotSocks);
        }

        await reader.FillAsync(buffer.AsMemory(0, length + 2)).ConfigureAwait(false); // where the proxy comes from: of no use here
        return null;
    }

    /// <summary>The replies of RFC 1928 section 6.</summary>
    internal static (FailureCause Cause, string Words) MeaningOf(byte reply) => reply switch
    {
        1 => (FailureCause.ProxyDenied, "general failure of the proxy"),
        2 => (FailureCause.ProxyDenied, "not allowed by the proxy's rules"),
        3 => (FailureCause.Unreachable, "network unreachable"),
        HostUnreachable => (FailureCause.Unreachable, "host unreachable"),
        5 => (FailureCause.Refused, "connection refused"),
        6 => (FailureCause.TimedOut, "timed out (TTL expired)"), // also of a target that is silent, from Dante and microsocks
        7 => (FailureCause.ProxyDenied, "command not supported by the proxy"),
        8 => (FailureCause.ProxyDenied, "address type not supported by the proxy"),
        _ => (FailureCause.ProxyDenied, $"unknown reply {reply}"),
    };
}
