using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.StartTls;

/// <summary>MySQL and MariaDB ("Client/Server Protocol", "Protocol::SSLRequest"): the server greets with protocol 10, or with an error such
/// as "Host is blocked"; the request is not answered, TLS follows at once.</summary>
/// <remarks>A server without TLS answers the request with an error, which is no handshake. The flag in its greeting that it has none has
/// no fixed place, since the version before it has any length.</remarks>
internal static class MySqlStartTls
{
    /// <summary>A packet's length, its number, and protocol 10.</summary>
    public const string Greeting = "?? ?? ?? 00 0A";

    /// <summary>Packets: three bytes of length, one of number.</summary>
    public static readonly Framing Packets = new LittleEndianFraming(0, 3, 4);

    public static StartTlsProtocol Protocol { get; } = new("mysql", 3306, "MySQL's client/server protocol, SSLRequest", _ =>
    [
        Label("greeting"),
        ExpectFrame(Packets, Greeting),
        Label("SSLRequest"),

        // LONG_PASSWORD, PROTOCOL_41, SSL and SECURE_CONNECTION; packets of 16 MiB; utf8_general_ci; 23 bytes that mean nothing.
        SendBytes("20 00 00 01 01 8A 00 00 00 00 00 01 21 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"),
    ]);
}
