using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Toml;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Configuration.Sections;

/// <summary>A table <c>[plugin.checks.NAME]</c> as it was read: what all of its checks have in common, and where their targets come
/// from.</summary>
/// <param name="Name">The key.</param>
/// <param name="Section">The table.</param>
/// <param name="Command">What to run, before the target is put in.</param>
/// <param name="Template">The check, with the command as a child and no target put in yet.</param>
internal sealed record CheckSource(string Name, Section Section, CommandSource Command, CheckDefinition Template)
{
    /// <summary>Targets that stand in the table itself; <c>null</c> when there is no such key, as in the next two.</summary>
    public ImmutableArray<TomlText>? Targets { get; init; }

    /// <summary>Files with a target a line.</summary>
    public ImmutableArray<TomlText>? TargetFiles { get; init; }

    /// <summary>Patterns of Prometheus' files for discovery.</summary>
    public ImmutableArray<TomlText>? DiscoveryFiles { get; init; }

    /// <summary>Every text that a target may be put into.</summary>
    public IEnumerable<string> Texts => Command.Arguments.Concat(Command.Environment.Values).Append(Template.Memo ?? "");

    /// <summary>Whether the table makes a check of each target, and not just one.</summary>
    public bool HasTargets => Targets is not null || TargetFiles is not null || DiscoveryFiles is not null;
}
