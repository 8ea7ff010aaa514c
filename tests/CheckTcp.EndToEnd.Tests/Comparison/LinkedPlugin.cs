using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Comparison;

/// <summary>The published program, called by the name of a plugin in C.</summary>
internal static class LinkedPlugin
{
    public static async Task<ProgramRun> RunAsync(string name, params string[] arguments)
    {
        using TemporaryFolder folder = new();
        ProgramCall call = await Plugin.CallAsync(arguments);
        File.CreateSymbolicLink(folder / name, Path.GetFullPath(call.Program));
        return await (call with { Program = folder / name }).RunAsync();
    }
}
