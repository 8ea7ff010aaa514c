using CheckTcp.Monitor.Channels.Mackerel.Api;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>What the configuration in force wants of this host at Mackerel.</summary>
/// <param name="Api">Where.</param>
/// <param name="Describe">What the host is like when it is asked; called before each time that it is told.</param>
/// <param name="StatusOnStart">The status to set at the start; <c>null</c> or empty to leave it.</param>
/// <param name="StatusOnStop">The status to set at the end; <c>null</c> or empty to leave it.</param>
internal sealed record HostTerms(MackerelApi Api, Func<HostDescription> Describe, string? StatusOnStart, string? StatusOnStop);
