using System.Collections.Immutable;

namespace CheckTcp.Monitor.Domain;

/// <summary>The top level of the agent's file, as far as it bears on checks.</summary>
internal sealed record AgentSettings
{
    /// <summary>The key to Mackerel; <c>null</c> or empty for no reports. Never shown.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Where Mackerel's API is.</summary>
    public string ApiBase { get; init; } = "https://api.mackerelio.com";

    /// <summary>Where the agent keeps its host's id; <c>null</c> when absent.</summary>
    public string? Root { get; init; }

    /// <summary>Where the process id is written; <c>null</c> when absent.</summary>
    public string? PidFile { get; init; }

    /// <summary><c>Service:role</c>, valid ones only.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>The host's name for people.</summary>
    public string? DisplayName { get; init; }

    /// <summary>The host's status to set at the start.</summary>
    public string? StatusOnStart { get; init; }

    /// <summary>The host's status to set at the end.</summary>
    public string? StatusOnStop { get; init; }

    /// <summary>Proxy for HTTP; <c>null</c> when absent, <c>direct</c> for none. May hold a password: never shown.</summary>
    public string? HttpProxy { get; init; }

    /// <summary>Proxy for HTTPS; empty means that of HTTP.</summary>
    public string? HttpsProxy { get; init; }

    /// <summary>A connection to Mackerel for each call instead of one that is kept.</summary>
    public bool DisableHttpKeepAlive { get; init; }

    /// <summary>More log.</summary>
    public bool Verbose { get; init; }

    /// <summary>Less log.</summary>
    public bool Silent { get; init; }
}
