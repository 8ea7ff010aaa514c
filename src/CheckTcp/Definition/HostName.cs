using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace CheckTcp;

/// <summary>A host as people write it.</summary>
public static class HostName
{
    /// <summary>Characters that a name may have without its final dot: 255 octets on the wire (RFC 1035 section 2.3.4).</summary>
    public const int MaxCharacters = 253;

    /// <summary>Whether no resolver could know it: it is longer than <see cref="MaxCharacters"/>, contains a NUL, at which resolvers
    /// stop, brackets that do not enclose an address, a scheme, a path or a port.</summary>
    public static bool IsImpossible(string host) => FaultOf(host) is not null;

    /// <returns>Why no resolver could know it, and the fix; <c>null</c> when one could.</returns>
    internal static string? FaultOf(string host)
    {
        ReadOnlySpan<char> text = host;
        return text.Length - (text.EndsWith('.') ? 1 : 0) > MaxCharacters || text.Contains('\0')
            ? $"a host name has at most {MaxCharacters} characters and no NUL (RFC 1035)"
            : text.ContainsAny("[]:/") && !TryParseAddress(host, out _) ? FaultOfParts(text)
            : null;
    }

    /// <summary>Reads an IPv4 address, or an IPv6 address with or without brackets and zone; one that maps an IPv4 address (<c>::ffff:192.0.2.1</c>) is
    /// that address.</summary>
    public static bool TryParseAddress(string host, [NotNullWhen(true)] out IPAddress? address)
    {
        ReadOnlySpan<char> bare = WithoutBrackets(host);
        address = null;
        if (bare.Contains('[') || !IPAddress.TryParse(bare, out address)) // the platform would read [::1]:80 and drop the port
        {
            return false;
        }

        address = Plain(address);
        return true;
    }

    /// <summary><c>[::1]</c> is <c>::1</c>; anything else stays.</summary>
    public static ReadOnlySpan<char> WithoutBrackets(string host) =>
        host is ['[', .., ']'] ? host.AsSpan(1, host.Length - 2) : host;

    /// <summary>Where IPv6 sockets are for IPv6 alone (bindv6only), no mapped address is reached over one.</summary>
    internal static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>The name as DNS, and every protocol, has it: with its A-labels (RFC 5890 section 2.3.2.1).</summary>
    internal static string InAscii(string host) => Ascii.IsValid(host) ? host : ToALabels(host) ?? host;

    /// <summary>The host as it is called elsewhere: in ASCII, and without a zone, which only means something on this machine (RFC 6874 section 1).</summary>
    internal static string Elsewhere(string host)
    {
        int zone = host.Contains(':') ? host.IndexOf('%') : -1;
        return zone < 0 ? InAscii(host) : host[..zone] + (host[0] == '[' ? "]" : "");
    }

    private static string? FaultOfParts(ReadOnlySpan<char> text) =>
        text.Contains("://", StringComparison.Ordinal) ? "a URL, not a host; give the host alone, as in www.example.com"
        : text.Contains('/') ? "a host has no path and no prefix length; give the host alone, as in www.example.com"
        : text.ContainsAny("[]") ? "brackets only enclose an IPv6 address; give the port with --port"
        : text.Count(':') > 1 ? "not an IPv6 address (RFC 4291)"
        : text[(text.IndexOf(':') + 1)..].ContainsAnyExceptInRange('0', '9') ? null // the resolver's business
        : "a host has no port in it; give the port with --port";

    /// <remarks>Without the platform's globalization neither case nor forbidden letters are its business.</remarks>
    /// <returns><c>null</c> for what is no name.</returns>
    private static string? ToALabels(string host)
    {
        foreach (Rune rune in host.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
            {
                return null;
            }
        }

        try
        {
            return new IdnMapping().GetAscii(host.ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
