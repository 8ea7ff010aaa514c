using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>Program, system and hardware of a host, by the agent's names. What is not known is left out.</summary>
internal sealed record HostMeta
{
    /// <summary>As in <c>check-tcpd/0.1.0</c>.</summary>
    [JsonPropertyName("agent-name")]
    public required string AgentName { get; init; }

    /// <summary>As in <c>0.1.0</c>.</summary>
    [JsonPropertyName("agent-version")]
    public required string AgentVersion { get; init; }

    /// <summary>An entry for each processor.</summary>
    public ImmutableArray<ImmutableSortedDictionary<string, string>>? Cpu { get; init; }

    /// <summary>By device.</summary>
    public ImmutableSortedDictionary<string, FileSystemSpace>? Filesystem { get; init; }

    /// <summary>The kernel and the distribution.</summary>
    public ImmutableSortedDictionary<string, string>? Kernel { get; init; }

    /// <summary>Sizes such as <c>123kB</c>.</summary>
    public ImmutableSortedDictionary<string, string>? Memory { get; init; }
}

/// <summary>How full a file system is, as <c>df</c> counts it: blocks that are kept for root are neither used nor available.</summary>
/// <param name="KbSize">In KiB.</param>
/// <param name="KbUsed">In KiB.</param>
/// <param name="KbAvailable">In KiB.</param>
/// <param name="PercentUsed">Such as <c>42%</c>, rounded up.</param>
/// <param name="Mount">Where it is mounted.</param>
internal sealed record FileSystemSpace(
    [property: JsonPropertyName("kb_size")] long KbSize,
    [property: JsonPropertyName("kb_used")] long KbUsed,
    [property: JsonPropertyName("kb_available")] long KbAvailable,
    [property: JsonPropertyName("percent_used")] string PercentUsed,
    string Mount);
