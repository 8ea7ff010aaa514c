using static CheckTcp.Dialogue.Phrases;

namespace CheckTcp.Dialogue.Services;

/// <summary>ManageSieve (RFC 5804 section 1.7): the capabilities up to OK.</summary>
internal static class SieveService
{
    public static WellKnownService Plain { get; } = new("SIEVE", 4190, "RFC 5804", _ => [Expect(@"(?i)^(?:"".*\n)+OK\b")]) { Quit = "LOGOUT" };
}
