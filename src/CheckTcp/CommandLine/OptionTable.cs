using CheckTcp.Checks;

namespace CheckTcp.CommandLine;

/// <summary>Every option, in the order in which help shows them. It stands once: parsing, help and man page are made from it.</summary>
internal static class OptionTable
{
    public static IReadOnlyList<Option> All { get; } =
    [
        Option.Text("service", null, "NAME", "Fill in port, dialogue and TLS of a well-known service: ftp, pop, spop, imap, simap, smtp, ssmtp, gearman.",
            (values, name) => values.Service = name),
        Option.Text("hostname", 'H', "HOST", "Host name or address; the local machine when left out.",
            (values, host) => values.Host = host),
        Option.Integer("port", 'p', "PORT", "Port number, 1 to 65535.",
            (values, port) => values.Port = port),
        Option.Text("send", 's', "STRING", "String to send to the server.",
            (values, send) => values.Send = send),
        Option.Text("expect-pattern", 'e', "PATTERN", "Pattern (RE2 syntax) to find anywhere in the response.",
            (values, pattern) => values.ExpectPattern = pattern),
        Option.Text("quit", 'q', "STRING", "String to send at the end, to close the connection cleanly.",
            (values, quit) => values.Quit = quit),
        Option.Flag("ssl", 'S', "Use TLS for the connection.",
            values => values.Tls = true),
        Option.Text("unix-sock", 'U', "PATH", "Unix socket to connect to; it wins over host and port.",
            (values, path) => values.SocketPath = path),
        Option.Flag("no-check-certificate", null, "Take whatever certificate the server shows.",
            values => values.SkipCertificateCheck = true),
        new Option("status-as", null, "MAP", "Report statuses as others, such as UNKNOWN=CRITICAL,WARNING=OK.") { Take = TakeStatusMap },
        Option.Time("timeout", 't', "Deadline for everything together (default: 10).",
            (values, timeout) => values.Timeout = timeout),
        Option.Integer("maxbytes", 'm', "BYTES", "Judge the response once this many bytes have come.",
            (values, bytes) => values.MaxBytes = bytes),
        Option.Time("delay", 'd', "Wait between sending and reading, at most an hour; not part of the response time.",
            (values, delay) => values.Delay = delay),
        Option.Thresholds("warning", 'w', $"Response time above which the status is WARNING, or times of phases, such as connect=0.1,total=3; "
            + $"phases are {ThresholdList.Names}.",
            (values, warning) => values.Warning = warning),
        Option.Thresholds("critical", 'c', "Response time above which the status is CRITICAL, or times of phases, as with --warning.",
            (values, critical) => values.Critical = critical),
        Option.Flag("escape", 'E', @"Understand \n, \r, \t and \\ in the send and quit strings. Without it \r\n is added to the quit string.",
            values => values.Escape = true),
        Option.Flag("error-warning", 'W', "Report errors as WARNING instead of CRITICAL.",
            values => values.ErrorIsWarning = true),
        Option.Flag("expect-closed", 'C', "Be OK when nobody listens, and fail when somebody does; only the connection is tried.",
            values => values.ExpectClosed = true),
        Option.Flag("use-ipv4", '4', "Use only IPv4 addresses.",
            values => values.Families = AddressFamilies.IPv4),
        Option.Flag("use-ipv6", '6', "Use only IPv6 addresses.",
            values => values.Families = AddressFamilies.IPv6),
        Option.Flag("verbose", 'v', "Tell on standard error which addresses were tried and how long each phase took.",
            values => values.Verbose = true),
        Option.Flag("json", null, "Print one JSON object instead of the line.",
            values => values.Json = true),
        Option.Flag("help", 'h', "Print this help and exit with 0.", _ => { }) with { Asks = Information.Help },
        Option.Flag("version", null, "Print the version and exit with 0.", _ => { }) with { Asks = Information.Version },
    ];

    public static Option? Find(ReadOnlySpan<char> longName)
    {
        foreach (Option option in All)
        {
            if (longName.SequenceEqual(option.Long))
            {
                return option;
            }
        }

        return null;
    }

    public static Option? Find(char letter)
    {
        foreach (Option option in All)
        {
            if (option.Short == letter)
            {
                return option;
            }
        }

        return null;
    }

    private static string? TakeStatusMap(OptionValues values, string? text)
    {
        if (text!.Length == 0)
        {
            values.StatusMap = StatusMap.Unchanged;
            return null;
        }

        if (!StatusMap.TryParse(text, out StatusMap? map, out string? fault))
        {
            return fault;
        }

        values.StatusMap = map;
        return null;
    }
}
