using System.Collections.Immutable;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>Checks whose program is never started.</summary>
internal static class Checks
{
    private static readonly ChildProgram Program = new(["true"], null, ImmutableDictionary<string, string>.Empty);

    public static CheckDefinition Of(string name) => new() { Name = name, Program = Program };
}
