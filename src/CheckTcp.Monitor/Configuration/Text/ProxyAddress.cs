namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>A proxy, with name and password apart from its address: an address gets into error texts.</summary>
/// <param name="Address">Where it is; <c>http</c>, <c>https</c> or <c>socks5</c>.</param>
/// <param name="User">Who we are to it; <c>null</c> for nobody.</param>
/// <param name="Password">Empty when there is none. Never shown.</param>
internal sealed record ProxyAddress(Uri Address, string? User, string Password)
{
    /// <summary>What stands in the configuration for "no proxy, whatever the environment says".</summary>
    public const string Direct = "direct";

    /// <summary>Reads an address as the configuration and the environment have it, with or without a scheme.</summary>
    /// <returns><c>null</c> when it is none.</returns>
    public static ProxyAddress? Parse(string text)
    {
        string full = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        return Uri.TryCreate(full, UriKind.Absolute, out Uri? uri) && uri.Host.Length > 0 && SchemeOf(uri) is { } scheme
            ? Of(uri, scheme)
            : null;
    }

    /// <summary>The address alone.</summary>
    public override string ToString() => $"{Address.Scheme}://{Address.Authority}";

    private static ProxyAddress Of(Uri uri, string scheme)
    {
        int port = uri.Port >= 0 ? uri.Port : 1080; // only of socks5 it is not known (RFC 1928)
        var address = new UriBuilder(scheme, uri.Host, port).Uri;
        if (uri.UserInfo.Length == 0)
        {
            return new ProxyAddress(address, null, "");
        }

        string[] parts = uri.UserInfo.Split(':', 2);
        return new ProxyAddress(address, Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private static string? SchemeOf(Uri uri) => uri.Scheme switch
    {
        "http" or "https" or "socks5" => uri.Scheme,
        "socks5h" => "socks5", // names are resolved by the proxy in either case
        _ => null,
    };
}
