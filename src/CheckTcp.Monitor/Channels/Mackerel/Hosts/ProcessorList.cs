using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>The processors, as the agent tells of them.</summary>
internal static class ProcessorList
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["vendor_id"] = "vendor_id",
        ["cpu family"] = "family",
        ["model"] = "model",
        ["model name"] = "model_name",
        ["stepping"] = "stepping",
        ["physical id"] = "physical_id",
        ["core id"] = "core_id",
        ["cpu cores"] = "cores",
        ["cpu MHz"] = "mhz",
        ["cache size"] = "cache_size",
    }.ToFrozenDictionary();

    /// <summary>Reads <c>/proc/cpuinfo</c>.</summary>
    /// <returns>An entry for each processor, an empty one where the architecture tells nothing of these; <c>null</c> when there is
    /// none.</returns>
    public static ImmutableArray<ImmutableSortedDictionary<string, string>>? Parse(string text)
    {
        var processors = new List<ImmutableSortedDictionary<string, string>.Builder>();
        foreach ((string name, string value) in SystemFile.Pairs(text, ':'))
        {
            if (name == "processor")
            {
                processors.Add(ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal));
            }
            else if (processors.Count > 0 && Names.TryGetValue(name, out string? told))
            {
                processors[^1][told] = value;
            }
        }

        return processors.Count == 0 ? null : [.. processors.Select(processor => processor.ToImmutable())];
    }
}
