using CheckTcp.Checks;
using CheckTcp.Probing;

namespace CheckTcp.Verdicts;

/// <summary>Whether a run went as it should, its speed left aside.</summary>
internal static class Passing
{
    public static bool Is(TcpCheck check, Observation seen) =>
        RefusalVerdict.AlertExpectedBy(check) is { } alert ? seen.Failure?.TlsAlert == alert
        : !check.ExpectClosed ? seen.Failure is null
        : seen.Addresses.IsEmpty ? Closedness.IsProved(check, seen)
        : Count(check, seen) >= check.AllAddresses!.Of(seen.Addresses.Length);

    /// <summary>How many of the addresses did.</summary>
    public static int Count(TcpCheck check, Observation seen) => seen.Addresses.Count(address => Is(check, address.Seen));
}
