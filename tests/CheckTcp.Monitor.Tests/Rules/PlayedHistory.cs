using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Rules;

namespace CheckTcp.Monitor.Tests.Rules;

/// <summary>Runs of one check, a minute apart, and what the alert rules made of them.</summary>
internal sealed class PlayedHistory(AlertRules rules)
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private long _nextId = 1;

    public DateTimeOffset Now { get; private set; } = Begin;

    public AlertState State { get; private set; } = AlertState.New;

    /// <summary>Every alert that there was, as it is now.</summary>
    public SortedDictionary<long, Alert> Alerts { get; } = [];

    public List<AlertEvent> Events { get; } = [];

    /// <summary>One run with this outcome.</summary>
    public AlertEvent? Run(Status status, TimeSpan? after = null)
    {
        Now += after ?? TimeSpan.FromMinutes(1);
        AlertStep step = AlertMachine.After(
            State, new Report("db", Now, TimeSpan.Zero, status, $"{status} at {Now:t}"), rules, _nextId);
        return Take(step);
    }

    public void Wait(TimeSpan duration) => Now += duration;

    public AlertEvent? CloseByHand(string reason) => Take(AlertMachine.CloseByHand(State, Now, reason));

    private AlertEvent? Take(AlertStep step)
    {
        State = step.Next;
        if (step.Alert is { } alert)
        {
            Alerts[alert.Id] = alert;
            _nextId = Math.Max(_nextId, alert.Id + 1);
        }

        if (step.Event is { } happened)
        {
            Events.Add(happened);
        }

        return step.Event;
    }
}
