using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Rules;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>What Mackerel is told of this host: the body of <c>POST /hosts</c> and <c>PUT /hosts/ID</c>, in the agent's order of
/// members.</summary>
/// <param name="Name">The machine's name.</param>
/// <param name="DisplayName">Its name for people; left out for none.</param>
/// <param name="Meta">Its program, system and hardware.</param>
/// <param name="Interfaces">Its addresses.</param>
/// <param name="RoleFullnames"><c>Service:role</c>; Mackerel makes those that it does not know.</param>
/// <param name="Checks">The checks; one that is missing here is deleted there, unless it has an open alert.</param>
internal sealed record HostDescription(
    string Name,
    string? DisplayName,
    HostMeta Meta,
    ImmutableArray<NetworkAddresses> Interfaces,
    ImmutableArray<string> RoleFullnames,
    ImmutableArray<DescribedCheck> Checks)
{
    /// <summary>From the configuration and the machine. Checks of other hosts (<c>custom_identifier</c>) are left out, as the agent
    /// does.</summary>
    public static HostDescription Of(MonitorConfiguration configuration, MachineFacts machine) => new(
        machine.HostName,
        string.IsNullOrEmpty(configuration.Agent.DisplayName) ? null : configuration.Agent.DisplayName,
        machine.Meta,
        machine.Interfaces,
        configuration.Agent.Roles,
        [.. configuration.Checks
            .Where(check => string.IsNullOrEmpty(check.CustomIdentifier))
            .Select(check => new DescribedCheck(ReportedName.Of(check.Name), string.IsNullOrEmpty(check.Memo) ? null : check.Memo))]);
}

/// <summary>A check as Mackerel is told of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Memo">A note for people; left out for none.</param>
internal sealed record DescribedCheck(string Name, string? Memo);
