using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>MySQL and MariaDB: the greeting, and a login as check-tcp without a password, since a server counts those who leave before
/// (max_connect_errors) and blocks their host after many in a row. That it refuses the login, or any from this host, shows that it works.</summary>
internal static class MySqlService
{
    public static WellKnownService Plain { get; } = new("MYSQL", 3306, "MySQL's client/server protocol, HandshakeResponse41", _ =>
    [
        ExpectFrame(MySqlPackets.Framing, $"{MySqlPackets.Greeting} | {MySqlPackets.Refusal}") with { SequelOf = MySqlPackets.AfterGreeting },
        SendBytes($"41 00 00 01 {MySqlPackets.Client} {MySqlPackets.User}"),
        ExpectFrame(MySqlPackets.Framing, MySqlPackets.Answer) with { SequelOf = MySqlPackets.AfterLogin },
        QuitBytes(MySqlPackets.Quit),
    ])
    {
        StartsTlsBy = "mysql",
        UnderTls = _ => MySqlStartTls.Protocol.Goodbye!(),
    };
}
