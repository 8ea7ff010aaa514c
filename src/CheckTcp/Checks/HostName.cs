using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace CheckTcp.Checks;

/// <summary>A host as people write it.</summary>
public static class HostName
{
    /// <summary>Characters that a name may have without its final dot: 255 octets on the wire (RFC 1035 section 2.3.4).</summary>
    public const int MaxCharacters = 253;

    /// <summary>Whether no resolver could know it: it is longer than <see cref="MaxCharacters"/>, holds a NUL, at which resolvers
    /// stop, or brackets that do not enclose an address.</summary>
    public static bool IsImpossible(string host) =>
        host.Length - (host.EndsWith('.') ? 1 : 0) > MaxCharacters || host.Contains('\0') || HasStrayBrackets(host);

    /// <summary>Whether there are brackets that do not enclose an address, as in <c>[::1]:80</c>, of which the platform's resolver
    /// would take the address and drop the port.</summary>
    internal static bool HasStrayBrackets(string host) => host.AsSpan().ContainsAny("[]") && !TryParseAddress(host, out _);

    /// <summary>Reads an IPv4 address, or an IPv6 address with or without brackets and zone.</summary>
    public static bool TryParseAddress(string host, [NotNullWhen(true)] out IPAddress? address)
    {
        ReadOnlySpan<char> bare = WithoutBrackets(host);
        address = null;
        return !bare.Contains('[') // the platform would read [::1]:80 and drop the port
            && IPAddress.TryParse(bare, out address);
    }

    /// <summary><c>[::1]</c> is <c>::1</c>; anything else stays.</summary>
    public static ReadOnlySpan<char> WithoutBrackets(string host) =>
        host is ['[', .., ']'] ? host.AsSpan(1, host.Length - 2) : host;
}
