namespace CheckTcp.Monitor.Facade;

/// <summary>How the monitor and its checks fare, as <c>check-tcpd status --json</c> prints it. Members are only ever added.</summary>
internal sealed record StatusView
{
    /// <summary>Whether the daemon answered; otherwise this is what the store last knew.</summary>
    public required bool Running { get; init; }

    /// <summary>The program's version.</summary>
    public required string Version { get; init; }

    /// <summary>When the daemon was started; <c>null</c> when none runs.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>What it runs on; <c>null</c> when none runs.</summary>
    public ConfigurationView? Configuration { get; init; }

    /// <summary>How the schedule fares; <c>null</c> when no daemon runs.</summary>
    public ScheduleView? Schedule { get; init; }

    /// <summary>Commands that could not be ended; <c>null</c> when there are none.</summary>
    public CommandsView? Commands { get; init; }

    /// <summary>How the store fares; <c>null</c> when no daemon runs.</summary>
    public StoreView? Store { get; init; }

    /// <summary>How reports to Mackerel fare; <c>null</c> when there are none.</summary>
    public ReportingView? Reporting { get; init; }

    /// <summary>Every check, those that are not OK first, then by name.</summary>
    public required IReadOnlyList<CheckView> Checks { get; init; }
}

/// <summary>The configuration in force.</summary>
/// <param name="File">Where it was read.</param>
/// <param name="LoadedAt">When.</param>
/// <param name="Refused">Why the file as it is now was refused, a line each; empty when it is the one in force.</param>
internal sealed record ConfigurationView(string File, DateTimeOffset LoadedAt, IReadOnlyList<string> Refused)
{
    /// <summary>What is left out of what is in force, and why, a line each.</summary>
    public IReadOnlyList<string>? Problems { get; init; }
}

/// <summary>How the schedule fares; times in seconds.</summary>
/// <param name="Checks">How many checks are scheduled.</param>
/// <param name="RunningNow">How many run now.</param>
/// <param name="Waiting">How many are due and wait for a bound on concurrency.</param>
/// <param name="Runs">Runs since the start.</param>
/// <param name="Skipped">Moments at which a check was not run, since the start.</param>
/// <param name="LagP50">How late runs began over the last minute or two: the median.</param>
/// <param name="LagP99">The 99th percentile.</param>
/// <param name="LagMax">The greatest, told up to ten seconds.</param>
internal sealed record ScheduleView(
    int Checks, int RunningNow, int Waiting, long Runs, long Skipped, double LagP50, double LagP99, double LagMax);

/// <summary>Commands that could not be ended. While something of a command lives on, its check or action is not run again.</summary>
/// <param name="Lingering">Those of now.</param>
/// <param name="Withheld">How many runs were not started because of one, since the start.</param>
internal sealed record CommandsView(IReadOnlyList<LingeringView> Lingering, long Withheld);

/// <summary>A command that could not be ended.</summary>
/// <param name="Check">The check whose command it is, or the command of whose action.</param>
/// <param name="IsAction">Whether it is that of the action.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="Reason">What lives on, why, and what helps.</param>
internal sealed record LingeringView(string Check, bool IsAction, DateTimeOffset StartedAt, string Reason);

/// <summary>How the store fares.</summary>
/// <param name="Ok">Whether it can be written.</param>
/// <param name="Since">Since when it cannot.</param>
/// <param name="Problem">Why not, and the mend.</param>
/// <param name="Held">Entries that wait in memory.</param>
/// <param name="Dropped">Results that were lost because too many waited.</param>
internal sealed record StoreView(bool Ok, DateTimeOffset? Since, string? Problem, long Held, long Dropped)
{
    /// <summary>When it was begun anew, since somebody had deleted, moved or replaced it; <c>null</c> for never since the start.</summary>
    public DateTimeOffset? BegunAnewAt { get; init; }
}

/// <summary>How reports to Mackerel fare.</summary>
internal sealed record ReportingView
{
    /// <summary>Mackerel's id of this host; <c>null</c> while it is not known.</summary>
    public string? HostId { get; init; }

    /// <summary>Why this host is not known, or not up to date, at Mackerel, and the mend; <c>null</c> when it is.</summary>
    public string? HostProblem { get; init; }

    /// <summary>When reports were last accepted; <c>null</c> for not since the start.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>How many wait.</summary>
    public required long Waiting { get; init; }

    /// <summary>The time of the run that the oldest of them is of.</summary>
    public DateTimeOffset? OldestAt { get; init; }

    /// <summary>How many were accepted since the start.</summary>
    public long Sent { get; init; }

    /// <summary>How many were given up since the start: six hours old, too many, or refused for what they are.</summary>
    public long Dropped { get; init; }

    /// <summary>Since when some cannot be delivered; <c>null</c> when all can.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>When one last failed, even if that is over.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>Why it failed.</summary>
    public string? LastError { get; init; }
}

/// <summary>How a check fares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">The status of its latest run: OK, WARNING, CRITICAL, UNKNOWN; <c>null</c> before the first.</param>
/// <param name="Message">What the latest run printed; <c>null</c> when it is not known any more.</param>
/// <param name="LastRunAt">When the latest run began.</param>
/// <param name="ResponseTime">The response time in seconds, or for another command how long it ran.</param>
/// <param name="NextRunAt">When it is due next.</param>
/// <param name="Attempts">Runs in a row that were not OK.</param>
/// <param name="AlertId">The open alert.</param>
/// <param name="Configured">Whether the configuration has the check; if not, only its open alert is left.</param>
/// <param name="Memo">The check's memo.</param>
/// <param name="Labels">Labels of the check and of its target; <c>null</c> when it has none.</param>
internal sealed record CheckView(
    string Name, string? Status, string? Message, DateTimeOffset? LastRunAt, double? ResponseTime, DateTimeOffset? NextRunAt, int Attempts,
    long? AlertId, bool Configured, string? Memo, IReadOnlyDictionary<string, string>? Labels) : DiagnosedView
{
    /// <summary>The first to expire of the certificates that its servers show; <c>null</c> when none is known.</summary>
    public CertificateView? Certificate { get; init; }

    /// <summary>All of them; <c>null</c> when none is known.</summary>
    public IReadOnlyList<CertificateView>? Certificates { get; init; }

    /// <summary>How many appeared beside or after another since the daemon started; <c>null</c> when none runs, or none is known.</summary>
    public long? CertificateChanges { get; init; }
}
