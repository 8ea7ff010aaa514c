namespace CheckTcp.Monitor.Tests.Channels.Mackerel.Timelines;

/// <summary>What differs from one timeline to the other besides its checks.</summary>
internal sealed record TimelineTerms
{
    /// <summary>An OK that differs from the latest in its figures alone is no news.</summary>
    public bool IgnoreFigures { get; init; } = true;

    /// <summary>The host's status after a stop.</summary>
    public string? StatusOnStop { get; init; }

    /// <summary>The daemon sends by its own loops: only where a test waits for requests instead of seconds.</summary>
    public bool HasLoops { get; init; }
}
