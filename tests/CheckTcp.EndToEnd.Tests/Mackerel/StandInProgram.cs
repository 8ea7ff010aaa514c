using CheckTcp.TestSupport;
using CheckTcp.TestSupport.Mackerel;

namespace CheckTcp.EndToEnd.Tests.Mackerel;

/// <summary>The stand-in of Mackerel's API as it was built beside the tests.</summary>
internal static class StandInProgram
{
    public static string Path { get; } = Repository.PathOf("artifacts/bin/CheckTcp.MackerelStandIn/debug/CheckTcp.MackerelStandIn");

    public static Task<MackerelStandInProcess> StartAsync() => MackerelStandInProcess.StartAsync(Path);
}
