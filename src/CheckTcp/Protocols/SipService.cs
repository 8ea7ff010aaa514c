using System.Collections.Immutable;
using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>SIP over TCP (RFC 3261 section 11): OPTIONS. Whatever the server says of it in the end, after any 1xx, shows that it works, but for
/// an error of its own (5xx) and 6xx.</summary>
internal static class SipService
{
    public static WellKnownService Plain { get; } = new("SIP", 5060, "RFC 3261", target => Steps(target, "TCP"));

    /// <summary>The same over TLS, which <c>Via</c> has to name (RFC 3261 section 18.1.1).</summary>
    public static WellKnownService Secured { get; } = Plain.OverTls("SIPS", 5061, target => Steps(target, "TLS"));

    private static ImmutableArray<Step> Steps(Target target, string transport) =>
    [
        Send(Options(HostInUri(target), transport)),
        Expect(@"^(?:SIP/2\.0 1\d\d .*\r\n(?:.+\r\n)*\r\n)*SIP/2\.0 [2-4]\d\d "),
    ];

    // Over TCP a transaction ends with its answer, so one number for all is as good as another.
    private static string Options(string host, string transport) =>
        $"OPTIONS sip:{host} SIP/2.0\r\n"
        + $"Via: SIP/2.0/{transport} {OwnName};branch=z9hG4bKcheck-tcp\r\n"
        + $"From: <sip:check-tcp@{OwnName}>;tag=check-tcp\r\n"
        + $"To: <sip:{host}>\r\n"
        + $"Call-ID: check-tcp@{OwnName}\r\n"
        + "CSeq: 1 OPTIONS\r\n"
        + "Max-Forwards: 70\r\n"
        + "Content-Length: 0\r\n\r\n";
}
