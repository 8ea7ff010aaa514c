using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CheckTcp.Checks;

namespace CheckTcp.Probing.Tls;

/// <summary>The name that the server is told (SNI, RFC 6066 section 3) and that its certificate must bear (RFC 9525).</summary>
internal sealed class ServerName
{
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
    /// (RFC 9525 section 2), and neither browsers nor Go read it.</summary>
    public bool IsBorneBy(X509Certificate2 certificate) =>
        (_address?.ToString() ?? _dnsName) is { } name && certificate.MatchesHostname(name, allowCommonName: false);

    /// <inheritdoc/>
    public override string ToString() => _given;

    /// <summary>In ASCII, without the final dot; <c>null</c> for what is no name.</summary>
    private static string? ToDnsName(string host)
    {
        string ascii = HostName.InAscii(host.TrimEnd('.'));
        return Ascii.IsValid(ascii) && Uri.CheckHostName(ascii) == UriHostNameType.Dns ? ascii : null;
    }
}
