namespace CheckTcp.CommandLine.Nagios;

/// <summary>What the name of the program stands for (<c>check_ftp</c>: FTP); options override each value.</summary>
/// <param name="Prefix">The word in capitals begins with this: <c>check_ftps</c> is FTP, too.</param>
/// <param name="Port">Where the service listens; 0 for none.</param>
/// <param name="Tls">Whether it speaks TLS from the first byte on.</param>
/// <param name="Send">What is sent first, or <c>null</c>.</param>
/// <param name="Expect">Of these the answer must begin with one.</param>
/// <param name="Quit">What is sent last, or <c>null</c>.</param>
internal sealed record NagiosService(string Prefix, int Port, bool Tls, string? Send, string[] Expect, string? Quit)
{
    private const string QuitLine = "QUIT\r\n";

    /// <summary>Whether what the server says is kept out of the line.</summary>
    public bool Jail { get; init; }

    /// <summary>The defaults of <c>check_tcp</c> 2.3.3 by the name that it is called by, tried in this order.</summary>
    private static readonly NagiosService[] Known =
    [
        new("FTP", 21, false, null, ["220"], QuitLine),
        new("POP", 110, false, null, ["+OK"], QuitLine),
        new("SMTP", 25, false, null, ["220"], QuitLine),
        new("IMAP", 143, false, null, ["* OK"], "a1 LOGOUT\r\n"),
        new("SIMAP", 993, true, null, ["* OK"], "a1 LOGOUT\r\n"),
        new("SPOP", 995, true, null, ["+OK"], QuitLine),
        new("SSMTP", 465, true, null, ["220"], QuitLine),
        new("JABBER", 5222, false,
            "<stream:stream to='host' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>\n",
            ["<?xml version='1.0'"],
            "</stream:stream>\n") { Jail = true },
        new("NNTPS", 563, true, null, ["200", "201"], QuitLine),
        new("NNTP", 119, false, null, ["200", "201"], QuitLine),
        new("CLAMD", 3310, false, "PING", ["PONG"], null),
    ];

    private static readonly NagiosService Tcp = new("TCP", 0, false, null, [], null);

    /// <returns><c>null</c> for a name that the plugin does not know either.</returns>
    public static NagiosService? Find(string word) =>
        word == Tcp.Prefix ? Tcp : Array.Find(Known, service => word.StartsWith(service.Prefix, StringComparison.Ordinal));
}
