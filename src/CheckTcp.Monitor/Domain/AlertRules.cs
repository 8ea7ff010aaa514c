namespace CheckTcp.Monitor.Domain;

/// <summary>When alerts of a check open, are told again and close: Mackerel's rules with the check's settings.</summary>
internal sealed record AlertRules
{
    /// <summary>Mackerel tells of an open alert no more often than this.</summary>
    public static readonly TimeSpan ShortestNotificationInterval = TimeSpan.FromMinutes(10);

    /// <summary>Runs that are further apart are not "in a row" to Mackerel.</summary>
    public static readonly TimeSpan LongestGapBetweenAttempts = TimeSpan.FromHours(6);

    /// <summary>Runs in a row that are not OK before an alert opens.</summary>
    /// <value>1 (the default) or more; less counts as 1.</value>
    public int MaxAttempts { get; init => field = Math.Max(1, value); } = 1;

    /// <summary>From one notification about an open alert to the next; <c>null</c> (the default) for never again.</summary>
    /// <value>Less than <see cref="ShortestNotificationInterval"/> counts as that.</value>
    public TimeSpan? NotificationInterval
    {
        get;
        init => field = value < ShortestNotificationInterval ? ShortestNotificationInterval : value;
    }

    /// <summary>Whether an OK closes the alert; otherwise a person has to.</summary>
    public bool ClosesOnOk { get; init; } = true;

    /// <summary>The rules that a check asks for. An alert that only a person closes opens at the first attempt, as the agent has it.</summary>
    public static AlertRules Of(CheckDefinition check) => new()
    {
        MaxAttempts = check.PreventAlertAutoClose ? 1 : check.MaxCheckAttempts ?? 1,
        NotificationInterval = check.NotificationInterval,
        ClosesOnOk = !check.PreventAlertAutoClose,
    };
}
