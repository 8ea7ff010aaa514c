using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>MySQL and MariaDB ("Client/Server Protocol", "Protocol::SSLRequest"): the server greets with protocol 10, or with an error such
/// as "Host is blocked"; the request is not answered, TLS follows at once.</summary>
internal static class MySqlStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("mysql", 3306, "MySQL's client/server protocol, SSLRequest", _ =>
    [
        Label("greeting"),
        ExpectFrame(MySqlPackets.Framing, MySqlPackets.Greeting) with { SequelOf = MySqlPackets.AfterGreetingBeforeTls },
        Label("SSLRequest"),
        SendBytes($"20 00 00 01 {MySqlPackets.TlsClient}"),
    ])
    {
        // Who leaves without having logged in is counted (max_connect_errors).
        Goodbye = () =>
        [
            SendBytes($"41 00 00 02 {MySqlPackets.TlsClient} {MySqlPackets.User}"),
            ExpectFrame(MySqlPackets.Framing, MySqlPackets.Answer) with { SequelOf = MySqlPackets.AfterLogin },
            QuitBytes(MySqlPackets.Quit),
        ],
    };
}
