using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Rules;

/// <summary>Mackerel's alert rules for check monitoring as one pure function: the same state, report and rules always give the same step.</summary>
/// <remarks>docs/alerts.md tells the rules by worked examples, which are tests.</remarks>
internal static class AlertMachine
{
    // Healthy checks are the many: they share one state.
    private static readonly AlertState Healthy = new() { LastStatus = Status.Ok };

    /// <summary>What a run makes of the state.</summary>
    /// <param name="state">The state before it.</param>
    /// <param name="report">How the run came out.</param>
    /// <param name="rules">The check's rules.</param>
    /// <param name="newAlertId">The id of the alert, should one open.</param>
    public static AlertStep After(AlertState state, Report report, AlertRules rules, long newAlertId) => (report.Status, state.Open) switch
    {
        (Status.Ok, null) => new AlertStep(Healthy, null, null),
        (Status.Ok, { } open) => rules.ClosesOnOk ? Close(open, report) : Keep(state),
        (_, null) => Fail(state, report, rules, newAlertId),
        (_, { } open) => FailAgain(state, open, report, rules),
    };

    /// <summary>A person closes the open alert. The check starts from nothing: its next run that is not OK is the first attempt.</summary>
    /// <exception cref="InvalidOperationException">There is no open alert.</exception>
    public static AlertStep CloseByHand(AlertState state, DateTimeOffset at, string reason)
    {
        Alert open = state.Open ?? throw new InvalidOperationException("There is no open alert to close.");
        return new AlertStep(
            new AlertState { LastStatus = state.LastStatus },
            open with { ClosedAt = NoEarlierThan(open.OpenedAt, at), Reason = reason },
            new AlertEvent(open.Id, AlertEventKind.ClosedByHand, at, Status.Ok, reason));
    }

    private static AlertStep Close(Alert open, Report report) => new(
        Healthy,
        open with { ClosedAt = NoEarlierThan(open.OpenedAt, report.StartedAt) },
        new AlertEvent(open.Id, AlertEventKind.Closed, report.StartedAt, Status.Ok, report.Message));

    private static AlertStep Keep(AlertState state) =>
        new(state with { LastStatus = Status.Ok, Attempts = 0, LastAttemptAt = null }, null, null);

    private static AlertStep Fail(AlertState state, Report report, AlertRules rules, long newAlertId)
    {
        AlertState next = state with
        {
            LastStatus = report.Status,
            Attempts = Attempts(state, report),
            LastAttemptAt = report.StartedAt,
        };
        if (next.Attempts < rules.MaxAttempts)
        {
            return new AlertStep(next, null, null);
        }

        var alert = new Alert(newAlertId, report.Check, report.Status, report.Message, report.StartedAt, next.Attempts)
        {
            Diagnosis = report.Diagnosis,
            OpenedWith = report.Diagnosis,
        };
        return new AlertStep(
            next with { Open = alert, NotifiedAt = report.StartedAt }, alert, EventOf(alert, AlertEventKind.Opened, report));
    }

    private static AlertStep FailAgain(AlertState state, Alert open, Report report, AlertRules rules)
    {
        Alert alert = open with
        {
            Status = report.Status,
            Message = report.Message,
            Diagnosis = report.Diagnosis,
            Attempts = open.Attempts + 1,
        };
        AlertEventKind? kind = report.Status != open.Status ? AlertEventKind.StatusChanged
            : (report.StartedAt - state.NotifiedAt)?.Duration() >= rules.NotificationInterval ? AlertEventKind.Renotified // or far ahead: the clock was set back
            : null;
        var next = new AlertState
        {
            LastStatus = report.Status,
            Attempts = state.Attempts + 1,
            LastAttemptAt = report.StartedAt,
            Open = alert,
            NotifiedAt = kind is null ? state.NotifiedAt : report.StartedAt,
        };
        return new AlertStep(next, alert, kind is { } happened ? EventOf(alert, happened, report) : null);
    }

    private static int Attempts(AlertState state, Report report) =>
        report.StartedAt - state.LastAttemptAt > AlertRules.LongestGapBetweenAttempts ? 1 : state.Attempts + 1;

    private static AlertEvent EventOf(Alert alert, AlertEventKind kind, Report report) =>
        new(alert.Id, kind, report.StartedAt, report.Status, report.Message) { Diagnosis = report.Diagnosis };

    /// <summary>A clock that was set back closes nothing before it opened.</summary>
    private static DateTimeOffset NoEarlierThan(DateTimeOffset earliest, DateTimeOffset time) => time < earliest ? earliest : time;
}
