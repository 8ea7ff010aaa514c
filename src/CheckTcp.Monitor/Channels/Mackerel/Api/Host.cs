namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>A host as Mackerel knows it.</summary>
/// <param name="Id">Mackerel's id.</param>
/// <param name="Name">Its name.</param>
/// <param name="DisplayName">Its name for people; <c>null</c> for none.</param>
/// <param name="Status"><c>working</c>, <c>standby</c>, <c>maintenance</c> or <c>poweroff</c>.</param>
/// <param name="IsRetired">It is only kept for its past.</param>
internal sealed record Host(string Id, string? Name, string? DisplayName, string? Status, bool IsRetired);

/// <summary>The host that has a custom identifier.</summary>
/// <param name="Id">Mackerel's id; <c>null</c> when no host has the identifier.</param>
internal sealed record FoundHost(string? Id);

/// <summary>A call that has nothing to tell but that it succeeded.</summary>
internal sealed record Done
{
    /// <summary>The only one.</summary>
    public static Done Instance { get; } = new();
}
