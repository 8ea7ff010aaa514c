using CheckTcp.Dialogue.StartTls;
using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>MySQL and MariaDB: the greeting, which is an error when the server takes no connection from here.</summary>
/// <remarks>The server counts those who leave after it (max_connect_errors), and blocks the host after many in a row.</remarks>
internal static class MySqlService
{
    public static WellKnownService Plain { get; } = new("MYSQL", 3306, "MySQL's client/server protocol, HandshakeV10", _ =>
    [
        ExpectFrame(MySqlStartTls.Packets, MySqlStartTls.Greeting),
    ])
    {
        StartsTlsBy = "mysql",
    };
}
