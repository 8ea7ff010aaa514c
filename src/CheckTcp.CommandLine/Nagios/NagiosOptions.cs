using System.Globalization;
using System.Text;
using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine.Nagios;

/// <summary>The options of <c>check_tcp</c> 2.3.3.</summary>
internal static class NagiosOptions
{
    public static IReadOnlyList<NagiosOption> All { get; } =
    [
        Flag("help", 'h', "Print this help.", _ => { }) with { Asks = Information.Help },
        Flag("version", 'V', "Print the version.", _ => { }) with { Asks = Information.Version },
        Text("hostname", 'H', "ADDRESS", "Host name, address, or absolute path of a Unix socket (default: this machine).",
            (values, host) => values.Host = host),
        new("port", 'p', "INTEGER", "Port number.", TakePort),
        Flag("use-ipv4", '4', "Use only IPv4 addresses.", values => values.Families = AddressFamilies.IPv4),
        Flag("use-ipv6", '6', "Use only IPv6 addresses.", values => values.Families = AddressFamilies.IPv6),
        Flag("escape", 'E', @"Understand \n, \r, \t and \\ in the send and quit strings that come after it.", values => values.Escape = true),
        Text("send", 's', "STRING", "String to send to the server.",
            (values, send) =>
            {
                values.Send = values.Escape ? Unescape(send) : send;
                values.SendsEscapes = !values.Escape && EscapeSequences.AreIn(send);
            }),
        Text("expect", 'e', "STRING", "String to find anywhere in the answer; may be repeated.", (values, text) => values.AddExpect(text)),
        Flag("all", 'A', "All expected strings must be in the answer, not just one.", values => values.ExpectAll = true),
        Text("quit", 'q', "STRING", @"String to send at the end; without -E \r\n is added.",
            (values, quit) =>
            {
                values.Quit = values.Escape ? Unescape(quit) : quit + "\r\n";
                values.QuitsWithEscapes = !values.Escape && EscapeSequences.AreIn(quit);
            }),
        State("refuse", 'r', "Refuse", "Status of a refused connection: ok, warn or crit (default: crit).",
            (values, status) => values.Refused = status),
        State("mismatch", 'M', "Mismatch", "Status of an answer without the expected string: ok, warn or crit (default: warn).",
            (values, status) => values.Mismatch = status),
        Flag("jail", 'j', "Show nothing of the answer.", values => values.Jail = true),
        Integer("maxbytes", 'm', "Maxbytes", "Judge the answer once more than this many bytes have come.", (values, bytes) => values.MaxBytes = bytes),
        Integer("delay", 'd', "Delay", "Seconds to wait between sending and reading.", (values, delay) => values.Delay = delay),
        new("certificate", 'D', "INTEGER[,INTEGER]",
            "Use TLS; WARNING when the certificate has no more than this many days left, CRITICAL with the second number (default: 0).", TakeDays),
        Flag("ssl", 'S', "Use TLS; the certificate is not verified.", values => values.Tls = true),
        new("sni", null, "STRING", "Use TLS; name to tell the server (default: the host's).", TakeServerName),
        Seconds("warning", 'w', "Response time in seconds above which the status is WARNING.", (values, warning) => values.Warning = warning),
        Seconds("critical", 'c', "Response time in seconds above which the status is CRITICAL.", (values, critical) => values.Critical = critical),
        Integer("timeout", 't', "Timeout interval", "Seconds before the check ends (default: 10).", (values, timeout) => values.Timeout = timeout),
        Flag("verbose", 'v', "Tell on standard error what happens; -vv and -vvv tell more.", values => values.Verbosity++),
        Ignored("critical-codes", 'C'),
        Ignored("warning-codes", 'W'),
        Ignored("protocol", null),
    ];

    private static NagiosOption Flag(string name, char letter, string help, Action<NagiosValues> set) => new(name, letter, null, help, (values, _) =>
    {
        set(values);
        return null;
    });

    private static NagiosOption Text(string name, char letter, string valueName, string help, Action<NagiosValues, string> set) =>
        new(name, letter, valueName, help, (values, text) =>
        {
            set(values, text);
            return null;
        });

    private static NagiosOption Integer(string name, char letter, string subject, string help, Action<NagiosValues, int> set) =>
        new(name, letter, "INTEGER", help, (values, text) =>
        {
            if (!TryParsePositive(text, out int number))
            {
                return $"{subject} must be a positive integer";
            }

            set(values, number);
            return null;
        });

    private static NagiosOption State(string name, char letter, string subject, string help, Action<NagiosValues, Status> set) =>
        new(name, letter, "ok|warn|crit", help, (values, text) =>
        {
            Status? status = text.StartsWith("ok", StringComparison.Ordinal) ? Status.Ok
                : text.StartsWith("warn", StringComparison.Ordinal) ? Status.Warning
                : text.StartsWith("crit", StringComparison.Ordinal) ? Status.Critical
                : null;
            if (status is not { } known)
            {
                return $"{subject} must be one of ok, warn, crit";
            }

            set(values, known);
            return null;
        });

    private static NagiosOption Seconds(string name, char letter, string help, Action<NagiosValues, double> set) =>
        new(name, letter, "DOUBLE", help, (values, text) =>
        {
            // The plugin in C takes what it cannot read for zero, and so alerts whatever happens.
            if (!NumberText.TryParseNumber(text.AsSpan().Trim().TrimEnd('s'), out double seconds))
            {
                return $"{name} must be a number of seconds, such as 3 or 0.5, not \"{NagiosValues.Quote(text)}\"";
            }

            set(values, seconds);
            return null;
        });

    private static NagiosOption Ignored(string name, char? letter) => new(name, letter, "VALUE", null, (_, _) => null);

    private static string? TakePort(NagiosValues values, string text)
    {
        if (!TryParsePositive(text, out int port))
        {
            return "Port must be a positive integer";
        }

        values.Port = port;
        return port > ushort.MaxValue ? $"Port must be 1 to {ushort.MaxValue}, not {port}" : null;
    }

    private static string? TakeServerName(NagiosValues values, string text)
    {
        (values.Tls, values.ServerName) = (true, text);
        return null;
    }

    private static string? TakeDays(NagiosValues values, string text)
    {
        int comma = text.IndexOf(',');
        string warning = comma < 0 ? text : text[..comma];
        string critical = comma < 0 ? "" : text[(comma + 1)..];
        if (!TryParseDays(warning, out int warningDays))
        {
            return $"Invalid certificate expiration period - {NagiosValues.Quote(warning)}";
        }

        if (!TryParseDays(critical, out int criticalDays))
        {
            return $"Invalid certificate expiration period - {NagiosValues.Quote(critical)}";
        }

        (values.Tls, values.WarningDays, values.CriticalDays) = (true, warningDays, criticalDays);
        return null;
    }

    /// <summary>No number at all is zero, as there.</summary>
    private static bool TryParseDays(string text, out int days)
    {
        days = 0;
        return text.Length == 0 || TryParseWhole(text, out days);
    }

    private static bool TryParsePositive(string text, out int number) => TryParseWhole(text, out number) && number > 0;

    /// <summary>Blanks around it are fine, a plus is not.</summary>
    private static bool TryParseWhole(string text, out int number) =>
        int.TryParse(text.AsSpan().Trim(' '), NumberStyles.None, CultureInfo.InvariantCulture, out number) && !text.Contains('\0');

    /// <summary>Unlike <see cref="EscapeSequences"/> this drops the backslash before any other letter, as the plugin in C does.</summary>
    private static string Unescape(string text)
    {
        var unescaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                unescaped.Append(text[i]);
            }
            else if (++i < text.Length)
            {
                unescaped.Append(text[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var letter => letter });
            }
        }

        return unescaped.ToString();
    }
}
