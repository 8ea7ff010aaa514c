using System.Collections.Immutable;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Tests.Execution.Children;

/// <summary>Runs children as tests want them: soon out of time, and soon killed.</summary>
internal static class Child
{
    /// <summary>Far more than what is run needs.</summary>
    public static readonly ChildLimits Ample = new(TimeSpan.FromSeconds(60));

    /// <summary>The end comes soon, in two steps. A busy machine may not even have started the program by then: for outcomes that do not
    /// depend on how far it came.</summary>
    public static readonly ChildLimits Short = new(TimeSpan.FromMilliseconds(500)) { KillAfter = TimeSpan.FromMilliseconds(200) };

    /// <summary>Time for a shell to do what it is told, even on a busy machine; then the end comes in two steps.</summary>
    public static readonly ChildLimits Fair = new(TimeSpan.FromSeconds(4)) { KillAfter = TimeSpan.FromMilliseconds(200) };

    public static ImmutableDictionary<string, string> Environment { get; } = ChildEnvironment.Of(
        System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string)variable.Value!)),
        new AgentSettings());

    public static ChildProgram Program(params string[] arguments) => new([.. arguments], null, ImmutableDictionary<string, string>.Empty);

    public static ChildRunner Runner() => new(Environment, TimeProvider.System, _ => { });

    /// <summary>As the configuration reads a command that is a string.</summary>
    public static ChildProgram Shell(string line) => Program("sh", "-c", line);

    public static Task<ChildOutcome> RunAsync(ChildProgram program, ChildLimits? limits = null) =>
        RunStoppableAsync(program, limits ?? Ample, TestContext.Current.CancellationToken);

    public static async Task<ChildOutcome> RunStoppableAsync(ChildProgram program, ChildLimits limits, CancellationToken stop)
    {
        await using ChildRunner runner = Runner();
        return await runner.RunAsync("check", program, limits, stop);
    }
}
