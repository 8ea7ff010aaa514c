using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using CheckTcp.Probing;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage;

public class HeldEntriesTests
{
    [Fact]
    public void What_is_held_comes_back_as_it_was_stored()
    {
        HeldEntries held = new(10, 1_000_000, new HeldReports());
        HistoryEntry plain = Result("web", Noon);
        HistoryEntry told = Result("web", Noon.AddMinutes(1), Status.Critical, message: "refused", keepsMessage: true);
        told = told with { Report = told.Report! with { Diagnosis = new() { Failure = new(Phase.Connect, FailureCause.Refused) } } };
        held.Add(plain);
        held.Add(told);

        Assert.Equal([plain, told], held.FirstResults(5));
    }

    [Fact]
    public void A_diagnosis_is_held_without_its_message_and_counts_with_all_that_is_in_it()
    {
        HistoryEntry saved = Result("web", Noon);
        FailureFacts refused = new(Phase.Connect, FailureCause.Refused);
        saved = saved with { Report = saved.Report! with { Message = "", Diagnosis = new() { Retried = new(3) { Failures = [refused, refused] } } } };
        HeldEntries held = new(10, 1_600, new HeldReports());
        held.Add(saved);

        Assert.Equal([saved], held.FirstResults(5));
        held.Add(Result("web", Noon.AddMinutes(1)));
        Assert.Equal((1, 1L), (held.Results, held.Dropped));
    }

    [Fact]
    public void Too_many_results_push_out_the_oldest_and_changes_stay()
    {
        HeldEntries held = new(3, 1_000_000, new HeldReports());
        held.Add(Opens(1, "web"));
        Minutes("web", Noon.AddMinutes(2), 5).ForEach(held.Add);

        Assert.Equal((3, 3, 3L), (held.Results, held.Changes, held.Dropped));
        Assert.Equal(Noon.AddMinutes(4), held.FirstResults(1)[0].Report!.StartedAt);
        Assert.Equal([1], held.AllChanges().Where(entry => entry.Alert is not null).Select(entry => entry.Alert!.Id));
    }

    [Fact]
    public void Long_messages_count()
    {
        HeldEntries held = new(1000, 10_000, new HeldReports());
        for (int i = 0; i < 100; i++)
        {
            held.Add(Result("web", Noon.AddMinutes(i), Status.Critical, message: new string('x', 5000), keepsMessage: true));
        }

        Assert.Equal(4, held.Results);
    }

    [Fact]
    public void Of_the_certificates_of_a_check_the_latest_is_held()
    {
        HeldEntries held = new(1, 1_000_000, new HeldReports());
        ShownCertificate first = new("AA", "CN=web", Noon, "CN=web", Noon, ChainIsTrusted: true, Noon);
        held.Add(new HistoryEntry("web") { Certificates = [first] });
        held.Add(new HistoryEntry("web") { Certificates = [first, first with { Fingerprint = "BB" }] });

        Assert.Equal(1, held.Changes);
        Assert.Equal(["AA", "BB"], Assert.Single(held.AllChanges()).Certificates!.Select(certificate => certificate.Fingerprint));
        held.RemoveChanges();
        Assert.Equal(0, held.Changes);
    }

    [Fact]
    public void Of_a_check_that_fails_for_ever_one_state_and_one_alert_are_held()
    {
        HeldEntries held = new(1, 1_000_000, new HeldReports());
        for (int i = 1; i <= 1000; i++)
        {
            held.Add(new HistoryEntry("web")
            {
                Alert = Alert(1, "web") with { Attempts = i },
                State = new AlertState { LastStatus = Status.Critical, Attempts = i },
            });
        }

        Assert.Equal(2, held.Changes);
        Assert.Contains(held.AllChanges(), entry => entry.State?.Attempts == 1000);
        Assert.Contains(held.AllChanges(), entry => entry.Alert?.Attempts == 1000);
    }

    [Fact]
    public void One_alert_of_a_check_is_closed_before_the_next_opens()
    {
        HeldEntries held = new(10, 1_000_000, new HeldReports());
        held.Add(Opens(1, "web"));
        held.Add(Opens(2, "mail"));
        held.Add(Closes(1, "web"));
        held.Add(Opens(3, "web"));

        Assert.Equal([1, 2, 3], held.AllChanges().Where(entry => entry.Alert is not null).Select(entry => entry.Alert!.Id));
        Assert.Equal([1, 2, 1, 3], held.AllChanges().Where(entry => entry.Event is not null).Select(entry => entry.Event!.AlertId));
    }
}
