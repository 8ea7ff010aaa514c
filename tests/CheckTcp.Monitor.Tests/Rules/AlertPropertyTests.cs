using CheckTcp.Monitor.Domain;
using CsCheck;

namespace CheckTcp.Monitor.Tests.Rules;

public class AlertPropertyTests
{
    private static readonly Gen<AlertRules> Rules = Gen.Select(
        Gen.Int[-1, 5], Gen.Int[0, 40].Nullable(), Gen.Bool,
        (attempts, interval, closes) => new AlertRules
        {
            MaxAttempts = closes ? attempts : 1,
            NotificationInterval = interval is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            ClosesOnOk = closes,
        });

    /// <summary>A status, or <c>null</c> for a person who closes the alert, if one is open.</summary>
    private static readonly Gen<Status?[]> Doings = Gen.Frequency(
        (9, Gen.Enum<Status>().Select(status => (Status?)status)),
        (1, Gen.Const((Status?)null))).Array[0, 60];

    [Fact]
    public void At_most_one_alert_is_open_and_it_is_the_one_of_the_state() => Sample((history, _, _) =>
    {
        Alert[] open = [.. history.Alerts.Values.Where(alert => alert.ClosedAt is null)];
        Assert.Equal(history.State.Open is { } current ? [current] : [], open);
    });

    [Fact]
    public void An_alert_opens_exactly_when_as_many_runs_in_a_row_were_not_OK_as_the_rules_ask_for() => Sample((history, rules, done) =>
    {
        // Counted anew from the end: the plain meaning of the rule.
        int row = 0;
        int opened = 0;
        bool isOpen = false;
        foreach (Status? doing in done)
        {
            if (doing is null)
            {
                (row, isOpen) = isOpen ? (0, false) : (row, isOpen);
            }
            else if (doing == Status.Ok)
            {
                (row, isOpen) = (0, isOpen && !rules.ClosesOnOk);
            }
            else if (++row >= rules.MaxAttempts && !isOpen)
            {
                (opened, isOpen) = (opened + 1, true);
            }
        }

        Assert.Equal(opened, history.Alerts.Count);
        Assert.Equal(opened, history.Events.Count(told => told.Kind == AlertEventKind.Opened));
    });

    [Fact]
    public void An_alert_closes_once_by_an_OK_or_by_hand_and_nothing_is_told_of_it_afterwards() => Sample((history, rules, _) =>
    {
        foreach (Alert alert in history.Alerts.Values)
        {
            AlertEventKind[] told = [.. history.Events.Where(told => told.AlertId == alert.Id).Select(told => told.Kind)];
            AlertEventKind[] closings = rules.ClosesOnOk ? [AlertEventKind.Closed, AlertEventKind.ClosedByHand] : [AlertEventKind.ClosedByHand];
            Assert.Equal(AlertEventKind.Opened, told[0]);
            Assert.Equal(alert.ClosedAt is null ? 0 : 1, told.Count(closings.Contains));
            Assert.Equal(alert.ClosedAt is not null, closings.Contains(told[^1]));
            Assert.Equal(alert.Reason is not null, told[^1] == AlertEventKind.ClosedByHand);
        }
    });

    [Fact]
    public void Every_change_of_status_of_an_open_alert_is_told_once() => Sample((history, _, _) =>
    {
        foreach (IGrouping<long, AlertEvent> events in history.Events.GroupBy(told => told.AlertId))
        {
            Status? before = null;
            foreach (AlertEvent told in events.Where(told => told.Kind is AlertEventKind.Opened or AlertEventKind.StatusChanged))
            {
                Assert.NotEqual(before, told.Status);
                Assert.NotEqual(Status.Ok, told.Status);
                before = told.Status;
            }

            Assert.Equal(history.Alerts[events.Key].Status, before);
        }
    });

    [Fact]
    public void Whatever_happens_the_state_alone_decides_how_it_goes_on() => Gen.Select(Rules, Doings, Doings).Sample((rules, first, then) =>
    {
        PlayedHistory whole = Play(rules, [.. first, .. then]);
        PlayedHistory half = Play(rules, first);
        foreach (Status? doing in then)
        {
            Do(half, doing); // as after a restart: nothing but the state is left
        }

        Assert.Equal(whole.State, half.State);
        Assert.Equal(whole.Events, half.Events);
    });

    private static void Sample(Action<PlayedHistory, AlertRules, Status?[]> holds) =>
        Gen.Select(Rules, Doings).Sample((rules, doings) => holds(Play(rules, doings), rules, doings));

    private static PlayedHistory Play(AlertRules rules, Status?[] doings)
    {
        var history = new PlayedHistory(rules);
        foreach (Status? doing in doings)
        {
            Do(history, doing);
        }

        return history;
    }

    private static void Do(PlayedHistory history, Status? doing)
    {
        if (doing is { } status)
        {
            history.Run(status);
        }
        else if (history.State.Open is not null)
        {
            history.CloseByHand("done");
        }
    }
}
