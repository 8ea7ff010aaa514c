using System.Collections.Immutable;

namespace CheckTcp.Monitor.Domain;

/// <summary>A check as the configuration defines it: what to run, how often, and when it raises an alert.</summary>
/// <remarks>Valid by construction: the reader of the configuration has refused or mended everything else.</remarks>
internal sealed record CheckDefinition
{
    /// <summary>The least and the most minutes between two runs, as the agent has them.</summary>
    public static readonly TimeSpan ShortestAgentInterval = TimeSpan.FromMinutes(1);

    /// <inheritdoc cref="ShortestAgentInterval"/>
    public static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(60);

    /// <summary>Unique in a configuration: the key under <c>[plugin.checks]</c>, and for a check of several targets <c>KEY/TARGET</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The key under <c>[plugin.checks]</c> that it comes from, with all the other checks of its targets.</summary>
    public string Table { get => field ?? Name; init; }

    /// <summary>What is run.</summary>
    public required CheckProgram Program { get; init; }

    /// <summary>From one planned start to the next; one minute by default.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>From the start of a run that was not OK to the next one, while no alert is open yet; <c>null</c> for the usual interval.</summary>
    public TimeSpan? RetryInterval { get; init; }

    /// <summary>When a run is ended from outside; 30 seconds by default. Zero or less ends it before it begins.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Runs in a row that are not OK before an alert opens, as written; <c>null</c> when absent.</summary>
    public int? MaxCheckAttempts { get; init; }

    /// <summary>From one notification about an open alert to the next, as written; <c>null</c> for never again.</summary>
    public TimeSpan? NotificationInterval { get; init; }

    /// <summary>An alert stays open until a person closes it.</summary>
    public bool PreventAlertAutoClose { get; init; }

    /// <summary>The host that the check belongs to, by its custom identifier; <c>null</c> for this one.</summary>
    public string? CustomIdentifier { get; init; }

    /// <summary>A note for people, at most 250 characters.</summary>
    public string? Memo { get; init; }

    /// <summary>What to run after every run; <c>null</c> for nothing.</summary>
    public CheckAction? Action { get; init; }

    /// <summary>Labels of the check and of its target.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Runs that meet the same target share the bound on concurrency per target; <c>null</c> for none.</summary>
    public string? TargetHost { get; init; }

    /// <summary>Whether a check read anew is still the same: it is compared by what it holds, collections
    /// included.</summary>
    public bool Equals(CheckDefinition? other) => ReferenceEquals(this, other) || (other is not null
        && Name == other.Name
        && Table == other.Table
        && Interval == other.Interval
        && RetryInterval == other.RetryInterval
        && Timeout == other.Timeout
        && MaxCheckAttempts == other.MaxCheckAttempts
        && NotificationInterval == other.NotificationInterval
        && PreventAlertAutoClose == other.PreventAlertAutoClose
        && CustomIdentifier == other.CustomIdentifier
        && Memo == other.Memo
        && TargetHost == other.TargetHost
        && ProgramComparer.Instance.Equals(Program, other.Program)
        && Action?.Timeout == other.Action?.Timeout
        && ProgramComparer.Instance.Equals(Action?.Program, other.Action?.Program)
        && (ReferenceEquals(Labels, other.Labels) || Labels.SequenceEqual(other.Labels)));

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal); // names are unique
}

/// <summary>A command that runs after each run of a check.</summary>
/// <param name="Program">The command.</param>
/// <param name="Timeout">As for a check.</param>
internal sealed record CheckAction(ChildProgram Program, TimeSpan Timeout);
