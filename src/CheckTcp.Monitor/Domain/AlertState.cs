namespace CheckTcp.Monitor.Domain;

/// <summary>What the alert rules remember of a check between two runs.</summary>
internal sealed record AlertState
{
    /// <summary>A check that has not run yet.</summary>
    public static readonly AlertState New = new();

    /// <summary>The status of the latest run; <c>null</c> before the first.</summary>
    public Status? LastStatus { get; init; }

    /// <summary>Runs in a row that were not OK, up to now.</summary>
    public int Attempts { get; init; }

    /// <summary>When the latest run of them began.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>The open alert, if there is one.</summary>
    public Alert? Open { get; init; }

    /// <summary>The latest event of the open alert that notifies.</summary>
    public DateTimeOffset? NotifiedAt { get; init; }
}
