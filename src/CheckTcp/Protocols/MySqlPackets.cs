using System.Buffers.Binary;

namespace CheckTcp.Protocols;

/// <summary>Packets of MySQL and MariaDB ("Client/Server Protocol"): three bytes of length, one of number, and what they hold.</summary>
internal static class MySqlPackets
{
    /// <summary>A greeting of protocol 10.</summary>
    public const string Greeting = "?? ?? ?? 00 0A";

    /// <summary>An error in the place of the greeting.</summary>
    public const string Refusal = "?? ?? ?? 00 FF";

    /// <summary>OK, an error, or the wish to go on in another way of logging in.</summary>
    public const string Answer = "?? ?? ?? ?? 00 | ?? ?? ?? ?? FF | ?? ?? ?? ?? FE";

    /// <summary>LONG_PASSWORD, PROTOCOL_41, SECURE_CONNECTION and PLUGIN_AUTH; packets of 16 MiB; utf8_general_ci; 23 bytes that mean
    /// nothing.</summary>
    public const string Client = "01 82 08 00 00 00 00 01 21 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00";

    /// <summary>The same, with SSL.</summary>
    public const string TlsClient = "01 8A 08 00 00 00 00 01 21 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00";

    /// <summary>The user check-tcp, no password, mysql_native_password.</summary>
    public const string User = "63 68 65 63 6B 2D 74 63 70 00 00 6D 79 73 71 6C 5F 6E 61 74 69 76 65 5F 70 61 73 73 77 6F 72 64 00";

    /// <summary>COM_QUIT.</summary>
    public const string Quit = "01 00 00 00 01";

    /// <summary>ER_HOST_NOT_PRIVILEGED: no account may come from this host. After the greeting MariaDB says so, too, when it takes no header of the
    /// PROXY protocol from there.</summary>
    public const int HostNotPrivileged = 1130;

    /// <summary>Offset of the byte that shows what a packet is.</summary>
    private const int Kind = 4;
    private const byte Error = 0xFF;
    private const byte AuthSwitchRequest = 0xFE;

    private const int VersionStart = 5;
    private const int FlagsAfterVersion = 1 + 4 + 8 + 1 + 1; // to the higher byte of the half
    private const byte TlsFlag = 0x0800 >> 8; // CLIENT_SSL

    public static readonly Framing Framing = new LittleEndianFraming(0, 3, 4);

    /// <summary>After a greeting one logs in; an error ends it, and is an answer unless it tells of trouble.</summary>
    public static FrameSequel AfterGreeting(ReadOnlySpan<byte> packet) =>
        packet[Kind] != Error ? default : TellsOfTrouble(CodeOf(packet)) ? FrameSequel.Rejection : FrameSequel.End;

    /// <summary>A server may ask for another way to log in, whichever accounts there are: without a password the answer to all of them is empty. Who
    /// leaves instead counts as a failed connection.</summary>
    public static FrameSequel AfterLogin(ReadOnlySpan<byte> packet) => packet[Kind] switch
    {
        AuthSwitchRequest => FrameSequel.AnotherAfter(new byte[] { 0, 0, 0, (byte)(packet[Kind - 1] + 1) }),
        Error when CodeOf(packet) is var code && (TellsOfTrouble(code) || code == HostNotPrivileged) => FrameSequel.Rejection,
        Error => FrameSequel.End,
        _ => default,
    };

    /// <summary>After the version, which a NUL ends, come the number of the thread (4 bytes), of the challenge the first 8, another NUL, and
    /// the lower half of the flags.</summary>
    public static FrameSequel AfterGreetingBeforeTls(ReadOnlySpan<byte> packet)
    {
        ReadOnlySpan<byte> version = packet[VersionStart..];
        int flags = version.IndexOf((byte)0) + FlagsAfterVersion;
        return flags >= FlagsAfterVersion && flags < version.Length && (version[flags] & TlsFlag) != 0 ? default : FrameSequel.NoTls("the server offers no TLS");
    }

    private static int CodeOf(ReadOnlySpan<byte> error) =>
        error.Length >= Kind + 3 ? BinaryPrimitives.ReadUInt16LittleEndian(error[(Kind + 1)..]) : 0;

    /// <summary>Whether the server works for nobody, or not for this host: out of memory (1037, 1038, 1041), too many connections (1040), no name for
    /// this address (1042), a login that it cannot read (1043), it stops (1053), the host is blocked (1129), no thread (1135), or the connection is
    /// broken (1152 to 1161).</summary>
    private static bool TellsOfTrouble(int code) =>
        code is 0 or 1037 or 1038 or 1040 or 1041 or 1042 or 1043 or 1053 or 1129 or 1135 or (>= 1152 and <= 1161);
}
