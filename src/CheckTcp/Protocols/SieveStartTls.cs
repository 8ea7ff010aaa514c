using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>ManageSieve (RFC 5804 sections 1.7 and 2.2). Under TLS the server tells its capabilities once more, unasked.</summary>
internal static class SieveStartTls
{
    public static StartTlsProtocol Protocol { get; } = new("sieve", 4190, "RFC 5804", _ =>
    [
        Label("STARTTLS among the capabilities"),
        ExpectThrough($@"(?i)^(?:{SieveCapabilities.Line})*(?:""STARTTLS""|{SieveCapabilities.Literal}STARTTLS).*\n(?:{SieveCapabilities.Line})*OK.*\n"),
        Label("STARTTLS"),
        Send("STARTTLS\r\n"),
        ExpectThrough(@"(?i)^OK.*\n"),
    ])
    {
        Goodbye = () => [Quit("LOGOUT\r\n")],
    };
}
