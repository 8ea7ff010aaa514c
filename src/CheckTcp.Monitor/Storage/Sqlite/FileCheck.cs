using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Looks whether a file is whole, for a bounded time.</summary>
/// <remarks>The tables that alerts live in are small and come first; then the rest, as far as it gets. A file of many gigabytes is not
/// read through at every start: what lies in damaged pages there is met later, and then the file is set aside as well.</remarks>
internal static class FileCheck
{
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(2);

    private const int InstructionsBetweenLooks = 10_000;

    /// <exception cref="SqliteException">With the code of damage: it is not whole.</exception>
    public static void Run(SqliteConnection connection, TimeProvider time)
    {
        long began = time.GetTimestamp();
        raw.sqlite3_progress_handler(
            connection.Handle, InstructionsBetweenLooks, _ => time.GetElapsedTime(began) > LongestCheck ? 1 : 0, null);
        try
        {
            foreach (string table in (ReadOnlySpan<string>)["checks", "alerts", "alert_events", "check_states"])
            {
                if (connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = @table", new { table }) > 0)
                {
                    Judge(connection.ExecuteScalar<string>($"PRAGMA quick_check('{table}')"));
                }
            }

            Judge(connection.ExecuteScalar<string>("PRAGMA quick_check(1)"));
        }
        catch (SqliteException error) when (error.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            // Nothing was wrong with what could be looked at in the time.
        }
        finally
        {
            raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
        }
    }

    private static void Judge(string? answer)
    {
        if (answer != "ok")
        {
            throw new SqliteException(answer, raw.SQLITE_CORRUPT);
        }
    }
}
