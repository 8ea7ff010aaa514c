namespace CheckTcp.Monitor.Storage;

/// <summary>Whether the history can be written, and what waits if it cannot.</summary>
internal sealed record StoreCondition
{
    /// <summary>Everything is written as it comes.</summary>
    public static readonly StoreCondition Fine = new();

    /// <summary>Since when it cannot be written; <c>null</c> when it can.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Why, in words: <c>the disk is full</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>What mends it.</summary>
    public string? Mend { get; init; }

    /// <summary>When the store was begun anew, since somebody had deleted, moved or replaced it; <c>null</c> for never since the start.</summary>
    public DateTimeOffset? BegunAnewAt { get; init; }

    /// <summary>The disk has not answered for seconds, so that the store cannot be read either.</summary>
    public bool IsHanging { get; init; }

    /// <summary>Results that wait in memory.</summary>
    public int HeldResults { get; init; }

    /// <summary>Alerts, events and states that wait in memory.</summary>
    public int HeldChanges { get; init; }

    /// <summary>Results that had to be given up since then, the oldest first; alerts, events and states never are.</summary>
    public long DroppedResults { get; init; }
}
