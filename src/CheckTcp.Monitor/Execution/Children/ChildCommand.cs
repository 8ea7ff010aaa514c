using System.Security.Cryptography;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>A command that can be started: its program found, its environment complete.</summary>
/// <param name="Path">The program's file.</param>
/// <param name="Arguments">Its own name first.</param>
/// <param name="Environment">Each as <c>NAME=VALUE</c>.</param>
/// <param name="Marker">The one of the variables that no other run has.</param>
/// <param name="User">Who runs it.</param>
internal sealed record ChildCommand(
    string Path, IReadOnlyList<string> Arguments, IReadOnlyCollection<string> Environment, string Marker, uint User)
{
    /// <summary>The variable by which all that a run has started is known again, wherever it went.</summary>
    public const string MarkerName = "CHECK_TCPD_RUN";

    private const int MarkerBytes = 16;

    /// <summary>Makes a command ready.</summary>
    /// <remarks>As in the agent, the program is looked for in our own <c>PATH</c>: one that <c>env</c> sets is for what the program starts
    /// itself.</remarks>
    /// <param name="program">The command as it is configured.</param>
    /// <param name="environment">What its own variables come on top of.</param>
    /// <param name="fault">Why it cannot be run and what mends it; <c>null</c> when it can.</param>
    public static ChildCommand? Prepare(ChildProgram program, IReadOnlyDictionary<string, string> environment, out string? fault)
    {
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach ((string name, string value) in program.Environment)
        {
            variables[name] = value;
        }

        variables[MarkerName] = Convert.ToHexString(RandomNumberGenerator.GetBytes(MarkerBytes));
        fault = NulIn(program.Arguments, variables);
        return fault is null ? Locate(program, variables, environment.GetValueOrDefault("PATH", ""), out fault) : null;
    }

    private static ChildCommand? Locate(
        ChildProgram program, Dictionary<string, string> variables, string searchPath, out string? fault)
    {
        if (ProgramPath.Find(program.Arguments[0], searchPath) is not { } path)
        {
            fault = StartFault.NotInPath(program.Arguments[0]);
            return null;
        }

        IReadOnlyList<string> arguments = program.Arguments;
        uint own = Libc.geteuid();
        uint user = own;
        fault = null;
        if (program.User is { } name && UserSwitch.To(name, own, searchPath, out fault) is { } to)
        {
            user = to.UserId;
            if (to.Prefix is [var switching, ..])
            {
                (arguments, path) = ([.. to.Prefix, path, .. arguments.Skip(1)], switching);
                to.SetVariables(variables);
            }
        }

        string[] environment = [.. variables.Select(variable => $"{variable.Key}={variable.Value}")];
        return fault is null ? new ChildCommand(path, arguments, environment, $"{MarkerName}={variables[MarkerName]}", user) : null;
    }

    private static string? NulIn(IEnumerable<string> arguments, Dictionary<string, string> variables)
    {
        if (arguments.Any(argument => argument.Contains('\0')))
        {
            return StartFault.NulIn("the command");
        }

        foreach ((string name, string value) in variables)
        {
            if (name.Contains('\0') || value.Contains('\0'))
            {
                return StartFault.NulIn($"the variable {name.Replace("\0", "\\0", StringComparison.Ordinal)}");
            }
        }

        return null;
    }
}
