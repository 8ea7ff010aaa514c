using System.Collections.Immutable;
using static CheckTcp.Protocols.Phrases;

namespace CheckTcp.Protocols;

/// <summary>ManageSieve (RFC 5804 section 1.7): the capabilities up to OK, which the server tells once more under TLS (section 2.2).</summary>
internal static class SieveService
{
    private const string Capabilities = $@"(?i)^(?:{SieveCapabilities.Line})+OK\b";

    public static WellKnownService Plain { get; } = new("SIEVE", 4190, "RFC 5804", Dialogue)
    {
        Quit = "LOGOUT",
        StartsTlsBy = "sieve",
        UnderTls = Dialogue,
        BeyondGreeting = () => [ExpectThrough($@"{Capabilities}.*\n"), Send("LOGOUT\r\n"), Expect("(?i)^OK")],
    };

    private static ImmutableArray<Step> Dialogue(Target target) => [Expect(Capabilities)];
}
