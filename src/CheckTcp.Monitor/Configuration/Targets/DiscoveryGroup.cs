using System.Collections.Immutable;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>A group of a discovery file, while it is read.</summary>
internal sealed class DiscoveryGroup
{
    private readonly ImmutableSortedDictionary<string, string>.Builder _labels =
        ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

    /// <summary>The targets with their lines.</summary>
    public List<(string Text, int Line)> Targets { get; } = [];

    public void SetLabel(string name, string value) => _labels[name] = value;

    /// <summary>The targets, each with the labels of the group.</summary>
    public IEnumerable<ListedTarget> Listed(string file)
    {
        ImmutableSortedDictionary<string, string> labels = _labels.ToImmutable();
        return Targets.Select(target => new ListedTarget(target.Text, file, target.Line, labels));
    }
}
