using System.Globalization;
using System.Net;

namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>The proxies of the environment: <c>HTTP_PROXY</c>, <c>HTTPS_PROXY</c> and <c>NO_PROXY</c>, in capitals or not, by the rules of
/// Go's httpproxy, which the agent follows.</summary>
internal sealed class ProxyEnvironment
{
    private readonly ProxyAddress? _http;
    private readonly ProxyAddress? _https;
    private readonly List<Entry> _entries = [];
    private readonly bool _isNone;

    /// <summary>Without any.</summary>
    public static ProxyEnvironment None { get; } = new(new Dictionary<string, string>());

    /// <summary>That of this process.</summary>
    public static ProxyEnvironment Own { get; } = new(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .ToDictionary(variable => (string)variable.Key, variable => (string?)variable.Value ?? ""));

    /// <param name="variables">The variables that we were started with.</param>
    public ProxyEnvironment(IReadOnlyDictionary<string, string> variables)
    {
        var errors = new List<string>();
        _http = Read("HTTP_PROXY");
        _https = Read("HTTPS_PROXY");
        Errors = errors;
        foreach (string entry in ValueOf("NO_PROXY").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            _isNone |= entry == "*";
            if (Entry.Parse(entry.ToLowerInvariant()) is { } read)
            {
                _entries.Add(read);
            }
        }

        ProxyAddress? Read(string name)
        {
            string value = ValueOf(name);
            ProxyAddress? proxy = value.Length == 0 ? null : ProxyAddress.Parse(value);
            if (value.Length > 0 && proxy is null)
            {
                errors.Add($"the environment variable {name} is not the address of a proxy; write for example \"http://proxy.example:3128\" "
                    + "(http, https or socks5; %40 for an @ in a password), or unset it");
            }

            return proxy;
        }

        string ValueOf(string name) =>
            variables.GetValueOrDefault(name) is { Length: > 0 } value ? value : variables.GetValueOrDefault(name.ToLowerInvariant(), "");
    }

    /// <summary>What is wrong with the variables, and the fix. Nothing of a value is in it: one may hold a password.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>The proxy on the way to an address; <c>null</c> for none.</summary>
    public ProxyAddress? For(Uri address) =>
        (address.Scheme == Uri.UriSchemeHttps ? _https : _http) is { } proxy && !IsExempt(address) ? proxy : null;

    private bool IsExempt(Uri address)
    {
        string host = address.IdnHost.ToLowerInvariant().Trim('[', ']');
        bool isAddress = HostName.TryParseAddress(host, out IPAddress? ip);
        if (_isNone || host == "localhost" || (isAddress && IPAddress.IsLoopback(ip!)))
        {
            return true;
        }

        foreach (Entry exempt in _entries)
        {
            if (exempt.Covers(host, isAddress ? ip : null, address.Port))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An entry of <c>NO_PROXY</c>: an address or a network, or a domain, whose name begins with a dot here.</summary>
    private sealed record Entry(IPAddress? Address, int PrefixBits, string Domain, bool CoversDomainItself, string Port)
    {
        private const int AllBits = 128;

        public static Entry? Parse(string text)
        {
            int slash = text.IndexOf('/', StringComparison.Ordinal);
            if (slash > 0 && HostName.TryParseAddress(text[..slash], out IPAddress? network)
                && int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int bits))
            {
                return new Entry(network.MapToIPv6(), network.GetAddressBytes().Length == 4 ? AllBits - 32 + bits : bits, "", false, "");
            }

            (string host, string port) = Part(text);
            if (host.Length == 0)
            {
                return null;
            }

            if (HostName.TryParseAddress(host, out IPAddress? address))
            {
                return new Entry(address.MapToIPv6(), AllBits, "", false, port);
            }

            string domain = host.StartsWith("*.", StringComparison.Ordinal) ? host[1..] : host;
            return domain[0] == '.' ? new Entry(null, 0, domain, false, port) : new Entry(null, 0, "." + domain, true, port);
        }

        public bool Covers(string host, IPAddress? ip, int port)
        {
            if (Port.Length > 0 && Port != port.ToString(CultureInfo.InvariantCulture))
            {
                return false;
            }

            return ip is not null
                ? Address is not null && HasPrefix(ip.MapToIPv6().GetAddressBytes(), Address.GetAddressBytes(), PrefixBits)
                : Address is null && (host.EndsWith(Domain, StringComparison.Ordinal) || (CoversDomainItself && host == Domain[1..]));
        }

        private static bool HasPrefix(byte[] address, byte[] network, int bits)
        {
            for (int i = 0; i < Math.Min(bits, AllBits); i++)
            {
                int mask = 0x80 >> (i % 8);
                if ((address[i / 8] & mask) != (network[i / 8] & mask))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>More than one colon without brackets is an IPv6 address, which has no port.</summary>
        private static (string Host, string Port) Part(string text)
        {
            int colon = text.LastIndexOf(':');
            bool hasPort = colon >= 0 && (text[..colon].EndsWith(']') || text.IndexOf(':', StringComparison.Ordinal) == colon);
            return hasPort ? (text[..colon].Trim('[', ']'), text[(colon + 1)..]) : (text.Trim('[', ']'), "");
        }
    }
}
