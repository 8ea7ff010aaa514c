using System.Collections.Immutable;
using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>PostgreSQL ("Frontend/Backend Protocol", "Start-up"): the StartupMessage of a user who wants to log in, as pg_isready(1) sends it.
/// That the server asks for a password or refuses for whatever reason shows that it works; it does not when it takes nobody: class 53 (all
/// connections are in use) and 57P03 (it starts, stops, or is a standby that serves no queries).</summary>
/// <remarks>An SSLRequest is answered before the server looks at its own state, and so tells nothing of it.</remarks>
internal static class PostgresService
{
    // Fields of an ErrorResponse, each a type and a text that ends with NUL, up to the code.
    private const string ErrorUpToCode = @"E(?s:.{4})(?:[^C\x00][^\x00]*\x00)*C";

    public static WellKnownService Plain { get; } =
        new("POSTGRES", 5432, "PostgreSQL's frontend/backend protocol, StartupMessage", Dialogue) { StartsTlsBy = "postgres", UnderTls = Dialogue };

    private static ImmutableArray<Step> Dialogue(Target target) =>
    [
        // Version 3.0, user=check-tcp.
        SendBytes("00 00 00 18 00 03 00 00 75 73 65 72 00 63 68 65 63 6B 2D 74 63 70 00 00"),
        Reject($"^{ErrorUpToCode}(?:53|57P03)"),
        Expect($@"^(?:R|{ErrorUpToCode}[0-9A-Z]{{5}}\x00)"),
    ];
}
