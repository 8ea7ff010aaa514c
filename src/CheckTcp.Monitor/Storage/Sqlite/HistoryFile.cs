using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>The database file: how it is opened to be written.</summary>
internal sealed class HistoryFile(string path, TimeProvider time, ILogger logger)
{
    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="suspect">It has proved to be damaged already.</param>
    /// <remarks>A damaged one is set aside, and a new one begun with the alerts and states that could still be read.</remarks>
    /// <exception cref="SqliteException">The disk does not let us.</exception>
    /// <exception cref="StoreException">It is not for this program.</exception>
    public WriteConnection Open(bool suspect)
    {
        StoreFiles.Claim(path); // before anything is read: a pipe would be waited for, a link followed
        DamagedFile.FinishReplacing(path, time.GetUtcNow());
        if (!suspect)
        {
            try
            {
                return OpenAsItIs(path);
            }
            catch (SqliteException error) when (StoreFault.IsDamage(error))
            {
                HistoryLog.Damaged(logger, path, error.Message);
            }
        }

        Replace();
        return OpenAsItIs(path);
    }

    /// <summary>The new file is whole, with what was saved, before the damaged one makes room for it: a kill or a full disk in between
    /// costs nothing.</summary>
    private void Replace()
    {
        Salvage salvage = Salvage.From(path);
        DamagedFile.RemoveUnfinished(path);
        using (WriteConnection begun = OpenAsItIs(DamagedFile.Replacement(path)))
        {
            salvage.WriteTo(begun);
        }

        string aside = DamagedFile.SetAside(path, time.GetUtcNow());
        DamagedFile.FinishReplacing(path, time.GetUtcNow());
        SqliteConnection.ClearAllPools(); // readers that stay open would go on with the old one
        HistoryLog.SetAside(logger, aside, salvage.Alerts.Count, salvage.States.Count, salvage.IsWhole ? "all" : "not all");
    }

    private WriteConnection OpenAsItIs(string file)
    {
        bool isNew = !File.Exists(file);
        StoreFiles.Claim(file);
        DamagedFile.RefuseEmpty(file);
        StoreFiles.Begin(file);
        SqliteConnection connection = new(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = 5, // seconds that a lock is waited for: readers never lock us out for longer than a checkpoint
        }.ToString());
        try
        {
            connection.Open();
            Schema.Recognize(connection);
            Prepare(connection);
            FileCheck.Run(connection, time);
            Schema.Upgrade(connection, Schema.Steps);
            return new WriteConnection(connection);
        }
        catch
        {
            connection.Dispose();
            if (isNew)
            {
                DamagedFile.RemoveEmpty(file);
            }

            throw;
        }
    }

    /// <summary>Settings that SQLite does not keep in the file, and those that count before the first table is made.</summary>
    private static void Prepare(SqliteConnection connection) => connection.Execute(
        """
        PRAGMA busy_timeout = 5000;
        PRAGMA auto_vacuum = INCREMENTAL;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;         -- an alert survives a loss of power; it costs one fsync a commit, so about one a second
        PRAGMA cache_size = -8192;         -- KiB
        PRAGMA wal_autocheckpoint = 2000;  -- pages, so 8 MiB
        PRAGMA journal_size_limit = 33554432;
        """);
}
