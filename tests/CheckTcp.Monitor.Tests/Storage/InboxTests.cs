using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;

namespace CheckTcp.Monitor.Tests.Storage;

public sealed class InboxTests : IDisposable
{
    private const int Full = 500_000;

    private static readonly HistoryEntry Result = Entries.Result("web", Entries.Noon, keepsMessage: true);
    private static readonly HistoryEntry Change = Entries.Opens(1, "web");

    private readonly Inbox _inbox = new();

    public InboxTests()
    {
        for (int i = 0; i < Full; i++)
        {
            _inbox.Add(Result);
        }
    }

    public void Dispose() => _inbox.Dispose();

    public static TheoryData<string> Members =>
        [.. typeof(HistoryEntry).GetProperties().Where(property => property.CanWrite).Select(property => property.Name).Except([nameof(HistoryEntry.Check)])];

    [Fact]
    public void A_full_one_takes_no_more_results_and_counts_them()
    {
        _inbox.Add(Result);

        (List<HistoryEntry> entries, _, long dropped) = _inbox.Take();

        Assert.Equal((Full, 1), (entries.Count, dropped));
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void A_full_one_takes_whatever_is_more_than_a_result(string member)
    {
        HistoryEntry more = Result with
        {
            State = member == nameof(HistoryEntry.State) ? Change.State : null,
            Alert = member == nameof(HistoryEntry.Alert) ? Change.Alert : null,
            Event = member == nameof(HistoryEntry.Event) ? Change.Event : null,
            Certificates = member == nameof(HistoryEntry.Certificates) ? [] : null,
            Outgoing = member == nameof(HistoryEntry.Outgoing) ? new OutgoingReport(1, null, "web", Status.Ok, "fine", 1) : null,
        };

        _inbox.Add(more);

        bool isMore = member is not (nameof(HistoryEntry.Report) or nameof(HistoryEntry.KeepsMessage));
        Assert.Equal(isMore, _inbox.Take().Entries.Contains(more, ReferenceEqualityComparer.Instance));
    }
}
