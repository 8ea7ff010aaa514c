using System.Collections.Immutable;

namespace CheckTcp.Monitor.Configuration.Sections;

/// <summary>A command as the configuration gives it.</summary>
/// <param name="Arguments">The program and its arguments; a line for the shell is <c>sh -c LINE</c>.</param>
/// <param name="Line">That line; <c>null</c> when the command is an array.</param>
/// <param name="User">The user to run it as; <c>null</c> for our own.</param>
/// <param name="Environment">Variables on top of our own environment.</param>
/// <param name="Timeout">When it is ended from outside; zero or less at once.</param>
internal sealed record CommandSource(
    ImmutableArray<string> Arguments, string? Line, string? User, ImmutableDictionary<string, string> Environment, TimeSpan Timeout);
