using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.Dialogue;

/// <summary>What a service that is known by name says, and where; each value may be overridden by the check.</summary>
/// <remarks>Names, ports and patterns are those of Mackerel's check-tcp. Greetings: RFC 959 section 5.4 (FTP), RFC 1939 section 4
/// (POP3), RFC 9051 section 7.1.1 (IMAP), RFC 5321 section 4.2 (SMTP), and Gearman's administrative protocol, where the original knows
/// only the bare <c>0.33</c> of old servers: those since 1.0 answer <c>OK 1.1.20</c>.</remarks>
/// <param name="Name">In capitals, as the report shows it.</param>
/// <param name="Port">Where the service usually listens.</param>
/// <param name="Tls">Whether it speaks TLS from the first byte on.</param>
/// <param name="Send">What is sent first, or <c>null</c>.</param>
/// <param name="ExpectPattern">What its answer must match.</param>
/// <param name="Quit">How one leaves, without the line end; or <c>null</c>.</param>
public sealed record WellKnownService(string Name, int Port, bool Tls, string? Send, string ExpectPattern, string? Quit)
{
    /// <summary>Every service, in the order of the documentation.</summary>
    public static IReadOnlyList<WellKnownService> All { get; } =
    [
        new("FTP", 21, false, null, "^220", "QUIT"),
        new("POP", 110, false, null, @"^\+OK", "QUIT"),
        new("SPOP", 995, true, null, @"^\+OK", "QUIT"),
        new("IMAP", 143, false, null, @"^\* OK", "a1 LOGOUT"),
        new("SIMAP", 993, true, null, @"^\* OK", "a1 LOGOUT"),
        new("SMTP", 25, false, null, "^220", "QUIT"),
        new("SSMTP", 465, true, null, "^220", "QUIT"),
        new("GEARMAN", 7003, false, "version\n", @"\A(OK )?[0-9]+(\.[0-9]+)+[-+~.0-9A-Za-z]*\n\z", null),
    ];

    /// <summary>Finds a service by its name, in any case.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out WellKnownService? service)
    {
        foreach (WellKnownService candidate in All)
        {
            if (candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                service = candidate;
                return true;
            }
        }

        service = null;
        return false;
    }
}
