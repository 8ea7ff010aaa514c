using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Scheduling;

/// <summary>A check in the schedule. Its scheduler's lock guards it.</summary>
internal sealed class ScheduledCheck(CheckDefinition definition)
{
    /// <summary>The check as it is configured now.</summary>
    public CheckDefinition Definition { get; set; } = definition;

    /// <summary>Its moments.</summary>
    public Cadence Cadence { get; set; } = Cadence.Of(definition.Name, definition.Interval);

    /// <summary>When it is due next, or since when it waits or runs.</summary>
    public DateTimeOffset Due { get; set; }

    /// <summary>It is due and waits for its turn, or runs: it stands in no line for the next moment.</summary>
    public bool IsTaken { get; set; }

    /// <summary>The configuration no longer has it.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>The host whose bound it counts towards while it runs.</summary>
    public string? EnteredFor { get; set; }

    /// <summary>Counts the entries for it in the line, so that one that was overtaken is known for what it is.</summary>
    public int Ticket { get; set; }
}
