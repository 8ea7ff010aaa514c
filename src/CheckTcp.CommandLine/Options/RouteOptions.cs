namespace CheckTcp.CommandLine.Options;

/// <summary>The way there, and how many of the addresses have to be reached.</summary>
internal static class RouteOptions
{
    public static OptionGroup Group { get; } = new("Addresses and routes",
    [
        Option.Text("source", null, "ADDRESS", "Local address to connect from.",
            (values, source) => values.Source = source),
        Option.Text("all-addresses", null, "COUNT", "Check every address of the host by itself; so many have to pass: any, all, or a number.",
            (values, quorum) => values.AllAddresses = quorum),
        Option.Text("proxy", null, "URL", "Go through a proxy: socks5://, socks5h:// (the proxy resolves the name) or http://, "
            + "then [USER[:PASSWORD]@]HOST:PORT; user and password also from CHECK_TCP_PROXY_USER and CHECK_TCP_PROXY_PASSWORD.",
            (values, proxy) => values.Proxy = proxy),
        Option.Text("proxy-protocol", null, "VERSION", "Send the header of the PROXY protocol first: 1 or 2, with the addresses of the connection, "
            + "or 2-local, without, for health checks.",
            (values, version) => values.ProxyProtocol = version),
    ]);
}
