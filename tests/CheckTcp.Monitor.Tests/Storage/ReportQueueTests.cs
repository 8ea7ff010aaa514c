using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage;

/// <summary>Reports wait in the store, and in memory where it cannot be written.</summary>
public sealed class ReportQueueTests : SmallDiskTests
{
    [Fact]
    public async Task A_report_comes_back_as_it_was_after_a_restart()
    {
        OutgoingReport whole = Report(7, "db-7") with
        {
            Message = "a \"text\" with é, \0, 😀 and\na second line",
            NotificationInterval = 10,
            MaxCheckAttempts = 3,
        };
        using (WriterSession session = new(Path, Time))
        {
            session.Writer.Add(new HistoryEntry("db") { Outgoing = whole });
            session.Writer.Add(new HistoryEntry("db") { Outgoing = Report(8) });
            session.Writer.Step();
        }

        using WriterSession next = new(Path, Time);
        StoredReports stored = next.Writer.LoadState().Reports;

        Assert.Equal([(null, 1L), ("db-7", 1L)], stored.Waiting.OrderBy(host => host.Host));
        Assert.Equal((8, Report(7).OccurredAt), (stored.LastId, stored.Oldest));
        Assert.Equal(Report(8).OccurredAt, stored.ReportedAt["db"]);
        Assert.Equal([whole], (await NextAsync(next, "db-7")).Reports);
        Assert.Equal([Report(8)], (await NextAsync(next)).Reports);
    }

    [Fact]
    public async Task What_has_arrived_does_not_come_again_and_itsTime_is_remembered()
    {
        using (WriterSession session = new(Path, Time))
        {
            Add(session, 1, 2);
            session.Writer.RemoveReports([1]);
            Assert.Equal([2], Ids(await NextAsync(session)));
            session.Writer.RemoveReports([2]);
            Assert.Empty((await NextAsync(session)).Reports);
        }

        using WriterSession next = new(Path, Time);
        StoredReports stored = next.Writer.LoadState().Reports;
        Assert.Equal((0, 0, null, Report(2).OccurredAt), (stored.Waiting.Count, stored.LastId, stored.Oldest, stored.ReportedAt["db"]));
    }

    [Fact]
    public async Task On_a_full_disk_reports_are_given_out_all_the_same_and_in_their_order()
    {
        using WriterSession session = new(Path, Time);
        Add(session, 1, 2);
        FillUp(session);
        Add(session, 3, 4);

        Assert.Equal([1, 2, 3, 4], Ids(await NextAsync(session)));
        session.Writer.RemoveReports([1, 3]);
        Assert.Equal([2, 4], Ids(await NextAsync(session)));
        Assert.Equal([2], Ids(await NextAsync(session, most: 1)));

        Disk.MakeRoom();
        Time.Advance(TimeSpan.FromSeconds(30));
        session.Writer.Step();
        Assert.Equal(StoreCondition.Fine, session.Writer.Condition);
        Assert.Equal([2, 4], Ids(await NextAsync(session)));
    }

    [Fact]
    public async Task A_disk_that_fills_up_between_two_requests_does_not_stop_them()
    {
        using WriterSession session = new(Path, Time);
        Add(session, 1, 2);
        Disk.Fill();
        for (int i = 0; session.Writer.Condition == StoreCondition.Fine; i++)
        {
            Assert.True(i < 100_000);
            session.Writer.RemoveReports([1]);
            Assert.Equal([2], Ids(await NextAsync(session)));
            session.Writer.Add(Opens(1000 + i, $"check {i}"));
            session.Writer.Step();
        }

        Assert.Equal([2], Ids(await NextAsync(session)));
    }

    [Fact]
    public async Task Of_those_that_cannot_be_written_too_many_push_out_the_oldest_and_are_told_of()
    {
        using WriterSession session = new(Path, Time);
        session.Writer.LoadState();
        FillUp(session);
        Add(session, [.. Enumerable.Range(1, 20_003).Select(id => (long)id)]);

        ReportBatch batch = await NextAsync(session, most: 1);

        Assert.Equal([4], Ids(batch));
        Assert.Equal(3, batch.Dropped.Count);
        Assert.Empty((await NextAsync(session)).Dropped);
    }

    [Fact]
    public async Task What_is_too_old_is_dropped_wherever_it_waits()
    {
        using WriterSession session = new(Path, Time);
        Add(session, 1, 2, 3);

        ReportBatch batch = await NextAsync(session, tooOld: Report(2).OccurredAt);

        Assert.Equal([3], Ids(batch));
        Assert.Equal([new DroppedReport(null, "db"), new DroppedReport(null, "db")], batch.Dropped);
        FillUp(session);
        Add(session, 4, 5);
        Assert.Equal([5], Ids(await NextAsync(session, tooOld: Report(4).OccurredAt)));
    }

    private static OutgoingReport Report(long id, string? host = null) =>
        new(id, host, "db", Status.Critical, "bad", Noon.ToUnixTimeSeconds() + id);

    private static IEnumerable<long> Ids(ReportBatch batch) => batch.Reports.Select(report => report.Id);

    private static void Add(WriterSession session, params IEnumerable<long> ids)
    {
        foreach (long id in ids)
        {
            session.Writer.Add(new HistoryEntry("db") { Outgoing = Report(id) });
        }

        session.Writer.Step();
    }

    /// <summary>Fills the disk until the writer has to hold what it is given.</summary>
    private void FillUp(WriterSession session)
    {
        Disk.Fill();
        for (int i = 0; session.Writer.Condition == StoreCondition.Fine; i++)
        {
            session.Writer.Add(Opens(1000 + i, $"check {i}"));
            session.Writer.Step();
        }
    }

    private static async Task<ReportBatch> NextAsync(WriterSession session, string? host = null, int most = 100, long tooOld = 0)
    {
        Task<ReportBatch> next = session.Writer.NextReportsAsync(host, most, tooOld, TestContext.Current.CancellationToken);
        session.Writer.Step();
        return await next;
    }
}
