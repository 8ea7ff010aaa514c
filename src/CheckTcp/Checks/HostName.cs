using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace CheckTcp.Checks;

/// <summary>A host as people write it.</summary>
public static class HostName
{
    /// <summary>Reads an IPv4 address, or an IPv6 address with or without brackets and zone.</summary>
    public static bool TryParseAddress(string host, [NotNullWhen(true)] out IPAddress? address) =>
        IPAddress.TryParse(WithoutBrackets(host), out address);

    /// <summary><c>[::1]</c> is <c>::1</c>; anything else stays.</summary>
    public static ReadOnlySpan<char> WithoutBrackets(string host) =>
        host is ['[', .., ']'] ? host.AsSpan(1, host.Length - 2) : host;
}
