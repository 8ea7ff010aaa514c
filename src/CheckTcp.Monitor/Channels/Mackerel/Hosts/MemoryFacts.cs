using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>The memory, as the agent tells of it.</summary>
internal static class MemoryFacts
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["MemTotal"] = "total",
        ["MemFree"] = "free",
        ["MemAvailable"] = "available",
        ["Buffers"] = "buffers",
        ["Cached"] = "cached",
        ["Active"] = "active",
        ["Inactive"] = "inactive",
        ["Dirty"] = "dirty",
        ["Writeback"] = "writeback",
        ["AnonPages"] = "anon_pages",
        ["Mapped"] = "mapped",
        ["Slab"] = "slab",
        ["SReclaimable"] = "slab_reclaimable",
        ["SUnreclaim"] = "slab_unreclaim",
        ["PageTables"] = "page_tables",
        ["CommitLimit"] = "commit_limit",
        ["Committed_AS"] = "committed_as",
        ["VmallocTotal"] = "vmalloc_total",
        ["VmallocUsed"] = "vmalloc_used",
        ["VmallocChunk"] = "vmalloc_chunk",
        ["SwapCached"] = "swap_cached",
        ["SwapTotal"] = "swap_total",
        ["SwapFree"] = "swap_free",
    }.ToFrozenDictionary();

    /// <summary>Reads <c>/proc/meminfo</c>.</summary>
    /// <returns>Sizes such as <c>123kB</c>; <c>null</c> when there are none.</returns>
    public static ImmutableSortedDictionary<string, string>? Parse(string text)
    {
        ImmutableSortedDictionary<string, string> sizes = SystemFile.Pairs(text, ':')
            .Where(line => Names.ContainsKey(line.Name))
            .ToImmutableSortedDictionary(line => Names[line.Name], line => line.Value.Replace(" ", "", StringComparison.Ordinal), StringComparer.Ordinal);
        return sizes.IsEmpty ? null : sizes;
    }
}
