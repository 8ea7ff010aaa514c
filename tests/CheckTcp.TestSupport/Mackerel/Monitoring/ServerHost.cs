using System.Collections.Immutable;
using System.Text.Json;

namespace CheckTcp.TestSupport.Mackerel.Monitoring;

/// <summary>A host as the server keeps it.</summary>
/// <param name="Id">The server's.</param>
/// <param name="Name">The host name.</param>
/// <param name="CreatedAt">When it was registered.</param>
public sealed record ServerHost(string Id, string Name, DateTimeOffset CreatedAt)
{
    public string? DisplayName { get; init; }

    public string? CustomIdentifier { get; init; }

    public string Memo { get; init; } = "";

    /// <summary>As it was sent.</summary>
    public JsonElement? Meta { get; init; }

    /// <summary>As it was sent.</summary>
    public JsonElement? Interfaces { get; init; }

    /// <summary><c>service:role</c> each; they are added, never taken away.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    public ServerHostStatus Status { get; init; }

    /// <summary><c>null</c> while it is not retired.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    public bool IsRetired => RetiredAt is not null;
}

/// <summary>Whether a host's checks are watched, and told of.</summary>
public enum ServerHostStatus
{
    /// <summary>Watched and told of.</summary>
    Working,

    /// <summary>Watched, but not told of.</summary>
    Standby,

    /// <summary>Neither.</summary>
    Maintenance,

    /// <summary>Neither.</summary>
    PowerOff,
}
