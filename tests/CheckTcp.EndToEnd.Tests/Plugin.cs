using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests;

/// <summary>The published program: the one that CHECK_TCP names, or else one that is published now.</summary>
internal static class Plugin
{
    private static readonly Lazy<Task<string>> Program = new(FindAsync);

    public static async Task<ProgramCall> CallAsync(params string[] arguments) => new(await Program.Value, arguments);

    public static async Task<ProgramRun> RunAsync(params string[] arguments) => await (await CallAsync(arguments)).RunAsync();

    /// <summary>Runs the call within the test's own bounds.</summary>
    public static Task<ProgramRun> RunAsync(this ProgramCall call) => call.RunAsync(TestContext.Current.CancellationToken);

    private static async Task<string> FindAsync()
    {
        if (Environment.GetEnvironmentVariable("CHECK_TCP") is { Length: > 0 } program)
        {
            return program;
        }

        string folder = Repository.PathOf("artifacts/publish");
        ProgramCall publish = new(Repository.PathOf("eng/publish"), folder) { Deadline = TimeSpan.FromMinutes(10) };
        ProgramRun run = await publish.RunAsync();
        return run.ExitCode == 0 ? Path.Combine(folder, "check-tcp") : throw new InvalidOperationException($"eng/publish: {run}");
    }
}
