using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.StartTls;

/// <summary>MySQL and MariaDB ("Client/Server Protocol", "Protocol::SSLRequest"): the server greets with protocol 10, or with an error such
/// as "Host is blocked"; the request is not answered, TLS follows at once.</summary>
internal static class MySqlStartTls
{
    /// <summary>A packet's length, its number, and protocol 10.</summary>
    public const string Greeting = "?? ?? ?? 00 0A";

    private const int VersionStart = 5;
    private const int FlagsAfterVersion = 1 + 4 + 8 + 1 + 1; // to the higher byte of the half
    private const byte TlsFlag = 0x0800 >> 8; // CLIENT_SSL

    /// <summary>Packets: three bytes of length, one of number.</summary>
    public static readonly Framing Packets = new LittleEndianFraming(0, 3, 4);

    public static StartTlsProtocol Protocol { get; } = new("mysql", 3306, "MySQL's client/server protocol, SSLRequest", _ =>
    [
        Label("greeting"),
        ExpectFrame(Packets, Greeting) with { FaultOf = FaultOfGreeting },
        Label("SSLRequest"),

        // LONG_PASSWORD, PROTOCOL_41, SSL and SECURE_CONNECTION; packets of 16 MiB; utf8_general_ci; 23 bytes that mean nothing.
        SendBytes("20 00 00 01 01 8A 00 00 00 00 00 01 21 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00"),
    ]);

    /// <summary>After the version, which a NUL ends, come the number of the thread (4 bytes), of the challenge the first 8, another NUL, and
    /// the lower half of the flags.</summary>
    private static string? FaultOfGreeting(ReadOnlySpan<byte> packet)
    {
        ReadOnlySpan<byte> version = packet[VersionStart..];
        int flags = version.IndexOf((byte)0) + FlagsAfterVersion;
        return flags >= FlagsAfterVersion && flags < version.Length && (version[flags] & TlsFlag) != 0 ? null : "the server offers no TLS";
    }
}
