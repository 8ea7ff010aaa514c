using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Execution;
using CheckTcp.Monitor.Execution.Children;

namespace CheckTcp.Monitor.Configuration.Programs;

/// <summary>What a configuration finds on the machine that is to run it.</summary>
/// <param name="HasProgram">Whether a command can begin with this: a name that is looked for in <c>PATH</c>, or a path.</param>
/// <param name="HasUser">Whether there is a user of this name.</param>
internal sealed record Machine(Func<string, bool> HasProgram, Func<string, bool> HasUser)
{
    /// <summary>The one that this program runs on.</summary>
    public static readonly Machine This = new(IsProgram, UserSwitch.Exists) { Proxies = ProxyEnvironment.Own };

    /// <summary>The proxies of its environment.</summary>
    public ProxyEnvironment Proxies { get; init; } = ProxyEnvironment.None;

    /// <summary>A relative path is meant from where the daemon is started, which may be elsewhere.</summary>
    private static bool IsProgram(string program) => program switch
    {
        ['/', ..] => File.Exists(program),
        _ when program.Contains('/', StringComparison.Ordinal) => true,
        _ => ProgramPath.Find(program, ChildEnvironment.Of(OwnEnvironment.Variables, new AgentSettings())["PATH"]) is not null,
    };
}
