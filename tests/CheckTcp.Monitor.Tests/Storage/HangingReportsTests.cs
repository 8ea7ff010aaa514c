using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Tests.Channels.Mackerel.Sending;
using static CheckTcp.Monitor.Tests.Storage.Entries;

namespace CheckTcp.Monitor.Tests.Storage;

/// <summary>Reports do not wait for a disk that does not answer, any more than for one that is full.</summary>
public sealed class HangingReportsTests : HangingDiskTests
{
    [Fact]
    public async Task Reports_are_given_out_in_their_order_and_those_that_arrived_not_again()
    {
        await Disk.FreezeAsync();
        Add(1, 2);
        Task<ReportBatch> asked = AskAsync(); // of a writer that will not answer
        await UntilHangingAsync();

        Assert.Equal([1, 2], Ids(await UntilAnsweredAsync(asked)));
        Session.Writer.RemoveReports([1]);
        Add(3);
        Assert.Equal([2, 3], Ids(await UntilAnsweredAsync(AskAsync())));
        Session.Writer.RemoveReports([2, 3]);
        Task<ReportBatch> none = AskAsync();
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(none.IsCompleted);
        Add(4);
        Assert.Equal([4], Ids(await UntilAnsweredAsync(none)));

        await Disk.ThawAsync();

        Assert.Equal([4], Ids(await AskAsync()));
        Session.Writer.RemoveReports([4]);
        Assert.Empty((await AskAsync()).Reports);
    }

    [Fact]
    public async Task Each_host_is_given_its_own()
    {
        await Disk.FreezeAsync();
        Session.Writer.Add(new HistoryEntry("db") { Outgoing = Report(1) with { Host = "db-7", IsUrgent = true } });
        Add(2);
        await UntilHangingAsync();

        Assert.Equal([1], Ids(await UntilAnsweredAsync(AskAsync("db-7"))));
        Assert.Equal([2], Ids(await UntilAnsweredAsync(AskAsync())));
    }

    [Fact]
    public async Task One_that_was_overtaken_in_the_store_is_dropped_when_the_disk_answers()
    {
        Add(1);
        await Session.Writer.FlushAsync(TestContext.Current.CancellationToken);
        await Disk.FreezeAsync();
        Add(2);
        await UntilHangingAsync();
        Assert.Equal([2], Ids(await UntilAnsweredAsync(AskAsync())));
        Session.Writer.RemoveReports([2]);

        await Disk.ThawAsync();
        ReportBatch batch = await AskAsync();

        Assert.Equal([new DroppedReport(null, "db")], batch.Dropped);
        Assert.True(batch.IsUnfinished);
        Assert.Empty((await AskAsync()).Reports);
    }

    [Fact]
    public async Task What_did_not_arrive_meanwhile_is_given_out_in_the_order_of_the_store()
    {
        Add(1);
        await Session.Writer.FlushAsync(TestContext.Current.CancellationToken);
        await Disk.FreezeAsync();
        Add(2);
        await UntilHangingAsync();
        Assert.Equal([2], Ids(await UntilAnsweredAsync(AskAsync())));

        await Disk.ThawAsync();

        Assert.Equal([1, 2], Ids(await AskAsync()));
    }

    [Fact]
    public async Task Mackerel_gets_them_once_and_before_the_disk_answers()
    {
        await using SenderSession sender = new(Disk.Path + "/other.db", runs: true, Time);
        TaskCompletionSource posted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        sender.Api = (_, _) =>
        {
            posted.TrySetResult();
            return Task.FromResult<ApiFailure?>(null);
        };
        await Disk.FreezeAsync();
        sender.Queue.Add(new HistoryEntry("db") { Outgoing = Report(1) });
        while (!posted.Task.IsCompleted)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            if (sender.Queue.IsBusy)
            {
                Time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        Assert.True(sender.Queue.Condition.IsHanging);
        await Disk.ThawAsync();
        await sender.Sender.EndAsync(TestContext.Current.CancellationToken);
        Assert.Null(await sender.Queue.OldestReportAsync(TestContext.Current.CancellationToken));

        Assert.Equal("db", Assert.Single(Assert.Single(sender.Requests).Reports).Name);
    }

    private static OutgoingReport Report(long id) =>
        new(id, null, "db", Status.Critical, "bad", Noon.ToUnixTimeSeconds() + id) { IsUrgent = true };

    private static IEnumerable<long> Ids(ReportBatch batch) => batch.Reports.Select(report => report.Id);

    private void Add(params long[] ids)
    {
        foreach (long id in ids)
        {
            Session.Writer.Add(new HistoryEntry("db") { Outgoing = Report(id) });
        }
    }

    private Task<ReportBatch> AskAsync(string? host = null) =>
        Session.Writer.NextReportsAsync(host, most: 100, tooOld: 0, TestContext.Current.CancellationToken);

    /// <summary>The writer looks once a second whether the disk still hangs.</summary>
    private async Task<ReportBatch> UntilAnsweredAsync(Task<ReportBatch> asked)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return await asked.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
