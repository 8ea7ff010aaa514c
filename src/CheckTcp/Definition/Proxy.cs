using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace CheckTcp;

/// <summary>A proxy through which a target is reached.</summary>
public sealed record Proxy
{
    /// <summary>The longest user name and password that SOCKS can carry, in bytes (RFC 1929 section 2).</summary>
    public const int MaxCredentialBytes = 255;

    /// <summary>A proxy at this address.</summary>
    /// <param name="kind">What it is asked in.</param>
    /// <param name="host">Its name or address; an IPv6 address with or without brackets.</param>
    /// <param name="port">1 to 65535.</param>
    /// <exception cref="ArgumentException">The host is empty, or no resolver could know it (<see cref="HostName.IsImpossible"/>).</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is outside 1 to 65535.</exception>
    public Proxy(ProxyKind kind, string host, int port)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        Kind = kind;
        (Address, Host, Port) = (Target.Tcp(host, port), host, port);
    }

    /// <summary>What it is asked in.</summary>
    public ProxyKind Kind { get; }

    /// <summary>Its name or address as it was given.</summary>
    public string Host { get; }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Who asks; <c>null</c> (the default) to ask without a name. It is never shown.</summary>
    /// <value>1 to <see cref="MaxCredentialBytes"/> bytes; no colon for <see cref="ProxyKind.HttpConnect"/> (RFC 7617 section 2).</value>
    /// <exception cref="ArgumentException">Outside that.</exception>
    public string? User
    {
        get;
        init => field = value is null || FaultOfUser(Kind, value) is not { } fault ? value : throw new ArgumentException(fault, nameof(User));
    }

    /// <summary>What proves it; <c>null</c> (the default) for an empty one. It is never shown.</summary>
    /// <value>At most <see cref="MaxCredentialBytes"/> bytes.</value>
    /// <exception cref="ArgumentException">Longer.</exception>
    public string? Password
    {
        get;
        init => field = value is null || FitsCredential(value) ? value : throw new ArgumentException("The password is too long.", nameof(Password));
    }

    /// <summary>Whether the target's name is resolved by the proxy rather than here.</summary>
    public bool ResolvesNames => Kind != ProxyKind.Socks5;

    /// <summary>Where it is, as a target of its own.</summary>
    internal Target Address { get; }

    /// <summary>Reads <c>socks5://</c>, <c>socks5h://</c> or <c>http://</c>, with <c>[USER[:PASSWORD]@]HOST:PORT</c>; in user and password
    /// <c>%XX</c> stands for the byte (RFC 3986 section 2.1).</summary>
    /// <param name="text">The address.</param>
    /// <param name="proxy">The proxy.</param>
    /// <param name="fault">What is wrong and how to mend it, without the user and the password.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Proxy? proxy, [NotNullWhen(false)] out string? fault)
    {
        proxy = null;
        if (KindOf(text, out int start) is not { } kind)
        {
            fault = "it begins with socks5://, socks5h:// or http://";
            return false;
        }

        int at = text.LastIndexOf('@');
        string place = text[Math.Max(start, at + 1)..].TrimEnd('/');
        int colon = place.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            || port is < 1 or > 65535
            || HostName.IsImpossible(place[..colon])
            || (place[..colon].Contains(':') && place[0] != '['))
        {
            fault = "it ends with HOST:PORT, an IPv6 address in brackets, as in socks5://proxy.example:1080";
            return false;
        }

        proxy = new Proxy(kind, place[..colon], port);
        return at < start ? (fault = null) is null : TryAddCredentials(ref proxy, text[start..at], out fault);
    }

    /// <summary>Its address without user and password: <c>socks5://proxy.example:1080</c>.</summary>
    public override string ToString() => $"{Scheme}://{Authority}";

    /// <summary>Host and port: <c>proxy.example:1080</c>.</summary>
    internal string Authority => string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':') && Host[0] != '[' ? $"[{Host}]" : Host)}:{Port}");

    /// <summary>Whether SOCKS can carry this user or password.</summary>
    internal static bool FitsCredential(string text) => ByteText.Encode(text).Length <= MaxCredentialBytes;

    /// <returns>What is wrong with a name of a user, or <c>null</c>.</returns>
    internal static string? FaultOfUser(ProxyKind kind, string user) =>
        user.Length == 0 || !FitsCredential(user) ? "the user's name has 1 to 255 bytes"
        : kind == ProxyKind.HttpConnect && user.Contains(':') ? "the user's name holds no colon (RFC 7617)"
        : null;

    internal string Scheme => Kind switch
    {
        ProxyKind.Socks5 => "socks5",
        ProxyKind.Socks5WithNames => "socks5h",
        _ => "http",
    };

    private static ProxyKind? KindOf(string text, out int start)
    {
        start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        return start < 3 ? null : text[..start].ToLowerInvariant() switch
        {
            "socks5://" => ProxyKind.Socks5,
            "socks5h://" => ProxyKind.Socks5WithNames,
            "http://" => ProxyKind.HttpConnect,
            _ => null,
        };
    }

    private static bool TryAddCredentials(ref Proxy proxy, string userInfo, [NotNullWhen(false)] out string? fault)
    {
        int colon = userInfo.IndexOf(':');
        string user = Unescape(colon < 0 ? userInfo : userInfo[..colon]);
        string? password = colon < 0 ? null : Unescape(userInfo[(colon + 1)..]);
        fault = FaultOfUser(proxy.Kind, user) ?? (password is null || FitsCredential(password) ? null : "the password has at most 255 bytes");
        if (fault is null)
        {
            proxy = proxy with { User = user, Password = password };
        }

        return fault is null;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('%'))
        {
            return text;
        }

        byte[] bytes = ByteText.Encode(text);
        var plain = new List<byte>(bytes.Length);
        for (int i = 0; i < bytes.Length; i++)
        {
            bool isEscape = bytes[i] == '%' && i + 2 < bytes.Length
                && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            plain.Add(isEscape ? Convert.FromHexString(Encoding.ASCII.GetString(bytes, i + 1, 2))[0] : bytes[i]);
            i += isEscape ? 2 : 0;
        }

        return ByteText.Decode([.. plain]);
    }
}
