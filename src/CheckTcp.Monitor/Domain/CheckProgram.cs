using System.Collections.Immutable;
using CheckTcp.CommandLine;

namespace CheckTcp.Monitor.Domain;

/// <summary>What a check runs.</summary>
internal abstract record CheckProgram
{
    private protected CheckProgram()
    {
    }
}

/// <summary>A call of <c>check-tcp</c>, which is run in process.</summary>
/// <param name="Command">The call, read once.</param>
internal sealed record TcpProgram(CheckCommand Command) : CheckProgram
{
    /// <summary>What it sends comes from a file of <c>--dialogue</c>, and is not for showing: it may be a password.</summary>
    public bool HidesSent { get; init; }
}

/// <summary>Any other command, run as a child.</summary>
/// <param name="Arguments">The program and its arguments, at least one; a command line for the shell is <c>sh -c LINE</c>.</param>
/// <param name="User">The user to run it as; <c>null</c> for our own.</param>
/// <param name="Environment">Variables on top of our own environment.</param>
internal sealed record ChildProgram(
    ImmutableArray<string> Arguments, string? User, ImmutableDictionary<string, string> Environment) : CheckProgram;
