using CheckTcp.Monitor.Domain;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Brings a store that was begun anew, or is an older copy, to what the daemon has in memory.</summary>
internal static class Adoption
{
    private const string Reason = "closed while check-tcpd wrote to another store";

    /// <summary>Alerts that are not open any more are closed, and ids that were given are not given again.</summary>
    public static void Prepare(WriteConnection store, StoredState known, DateTimeOffset now) => store.Durably(() =>
    {
        SqliteConnection to = store.Connection;
        HashSet<long> open = [.. known.Checks.Values.Select(state => state.Open?.Id).OfType<long>()];
        long[] strays = [.. to.Query<long>("SELECT id FROM alerts WHERE closed_at IS NULL").Where(id => !open.Contains(id))];
        to.Execute(
            "UPDATE alerts SET closed_at = @Now, reason = @Reason WHERE id = @Id",
            strays.Select(id => new { Now = StoredTime.Of(now), Reason, Id = id }));
        long last = known.NextAlertId - 1;
        if (last > (to.ExecuteScalar<long?>("SELECT seq FROM sqlite_sequence WHERE name = 'alerts'") ?? 0))
        {
            to.Execute("DELETE FROM sqlite_sequence WHERE name = 'alerts'");
            to.Execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('alerts', @last)", new { last });
        }
    });

    /// <summary>What is known, as entries.</summary>
    public static List<HistoryEntry> Entries(StoredState known) =>
    [
        .. known.Checks.Select(check => new HistoryEntry(check.Key)
        {
            State = check.Value,
            Alert = check.Value.Open,
            Event = check.Value.Open is { } open
                ? new AlertEvent(open.Id, AlertEventKind.Opened, open.OpenedAt, open.Status, open.Message)
                : null,
        }),
        .. known.Certificates.Select(check => new HistoryEntry(check.Key) { Certificates = check.Value }),
    ];
}
