namespace CheckTcp.CommandLine.Options;

/// <summary>Where to connect.</summary>
internal static class TargetOptions
{
    public static OptionGroup Group { get; } = new("Where to connect",
    [
        Option.OriginalText("hostname", 'H', "HOST", "Host name or address; the local machine when left out.",
            (values, host) => values.Host = host),
        Option.Integer("port", 'p', "PORT", "Port number, 1 to 65535.",
            (values, port) => values.Port = port),
        Option.OriginalText("unix-sock", 'U', "PATH", "Unix socket to connect to; it wins over host and port.",
            (values, path) => values.SocketPath = path),
        Option.Flag("use-ipv4", '4', "Use only IPv4 addresses.",
            values => values.Families = AddressFamilies.IPv4),
        Option.Flag("use-ipv6", '6', "Use only IPv6 addresses.",
            values => values.Families = AddressFamilies.IPv6),
    ]);
}
