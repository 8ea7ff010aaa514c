using System.Collections.Immutable;
using System.Net;
using CheckTcp.CommandLine;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>What the machine is. Nothing here is an error: what cannot be read is left out.</summary>
/// <param name="HostName">Its name.</param>
/// <param name="Meta">Program, system and hardware.</param>
/// <param name="Interfaces">Its addresses.</param>
internal sealed record MachineFacts(string HostName, HostMeta Meta, ImmutableArray<NetworkAddresses> Interfaces)
{
    /// <summary>Asks the system.</summary>
    public static MachineFacts Read() => new(
        Dns.GetHostName(),
        new HostMeta
        {
            AgentName = Api.AgentName.Text,
            AgentVersion = ProgramVersion.Text,
            Cpu = ProcessorList.Parse(SystemFile.Text("/proc/cpuinfo")),
            Filesystem = MountedDevices.Read(),
            Kernel = KernelFacts.Read(),
            Memory = MemoryFacts.Parse(SystemFile.Text("/proc/meminfo")),
        },
        NetworkAddresses.Read());
}
