using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace CheckTcp.Probing.Tls;

/// <summary>The name that the server is told (SNI, RFC 6066 section 3) and that its certificate must bear (RFC 9525).</summary>
internal sealed class ServerName
{
    private const int MaxLabelCharacters = 63; // RFC 1035 section 2.3.4

    private readonly string _given;
    private readonly IPAddress? _address;
    private readonly string? _dnsName;

    private ServerName(string given)
    {
        _given = given;
        if (!HostName.TryParseAddress(HostName.Elsewhere(given), out _address))
        {
            _dnsName = ToDnsName(given);
        }
    }

    /// <summary>What the server is told: nothing where the target is an address or no name that could stand in a certificate.</summary>
    public string Indication => _dnsName ?? "";

    /// <summary>What the settings say, or else the target's host. A Unix socket has no name unless a host is given beside it; no host at
    /// all is the local one.</summary>
    public static ServerName? Of(Target target, TlsSettings settings) => target switch
    {
        _ when settings.ServerName is { } given => new ServerName(given),
        { Host: { } host } => new ServerName(host),
        { SocketPath: not null } => null,
        _ => new ServerName("localhost"),
    };

    /// <summary>Whether any certificate could bear such a name.</summary>
    public static bool IsPossible(string given) => new ServerName(given) is { _address: not null } or { _dnsName: not null };

    /// <summary>Whether the certificate is for this name or address. Only alternative names count; the common name is for people
    /// (RFC 9525 section 2), and neither browsers nor Go read it. The platform's own comparison takes wildcards for a whole top-level
    /// domain, and no name whose label begins with an underscore.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">The names are encoded wrongly.</exception>
    public bool IsBorneBy(X509Certificate2 certificate)
    {
        foreach (X509Extension extension in certificate.Extensions)
        {
            if (extension is X509SubjectAlternativeNameExtension names)
            {
                return _address is not null ? IsAmong(names.EnumerateIPAddresses(), _address) : _dnsName is not null && IsAmong(names.EnumerateDnsNames(), _dnsName);
            }
        }

        return false;
    }

    /// <remarks>Without the zone, if the platform has left one.</remarks>
    private static bool IsAmong(IEnumerable<IPAddress> addresses, IPAddress sought)
    {
        foreach (IPAddress address in addresses)
        {
            if (address.GetAddressBytes().AsSpan().SequenceEqual(sought.GetAddressBytes()))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAmong(IEnumerable<string> names, string sought)
    {
        foreach (string name in names)
        {
            if (Covers(name, sought))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => _given;

    /// <summary>RFC 9525 section 6.3: a wildcard is the whole first label, stands for one label, and, as everywhere, not for all of a
    /// top-level domain.</summary>
    private static bool Covers(ReadOnlySpan<char> presented, ReadOnlySpan<char> name)
    {
        presented = WithoutFinalDot(presented);
        if (presented is ['*', '.', ..])
        {
            presented = presented[1..];
            int end = name.IndexOf('.');
            return end > 0 && presented[1..].Contains('.') && name[end..].Equals(presented, StringComparison.OrdinalIgnoreCase);
        }

        return name.Equals(presented, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>In ASCII, without the final dot; <c>null</c> for what is no name.</summary>
    private static string? ToDnsName(string host)
    {
        string ascii = WithoutFinalDot(HostName.InAscii(host)).ToString();
        return ascii.Length <= HostName.MaxCharacters && ascii.Split('.').All(IsLabel) ? ascii : null;
    }

    /// <summary>More than host names have is taken, since DNS has more: <c>_sip._tls</c>, <c>r3---sn</c>.</summary>
    private static bool IsLabel(string label)
    {
        foreach (char c in label)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_'))
            {
                return false;
            }
        }

        return label.Length is >= 1 and <= MaxLabelCharacters;
    }

    private static ReadOnlySpan<char> WithoutFinalDot(ReadOnlySpan<char> name) => name is [.., '.'] ? name[..^1] : name;
}
