using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Comparison;

/// <summary>The plugins in C of the Monitoring Plugins project, which have checked such servers for decades.</summary>
internal static class MonitoringPlugin
{
    public static Task<ProgramRun> RunAsync(string name, params string[] arguments) =>
        new ProgramCall($"/usr/lib/nagios/plugins/{name}", arguments).RunAsync();
}
