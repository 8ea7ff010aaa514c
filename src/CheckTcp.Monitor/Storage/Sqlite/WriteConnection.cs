using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>The one connection that writes, and its transactions.</summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class WriteConnection : IDisposable
{
    private readonly Statement _begin;
    private readonly Statement _commit;
    private bool _durable = true;

    public WriteConnection(SqliteConnection connection)
    {
        Connection = connection;
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
    }

    public SqliteConnection Connection { get; }

    /// <summary>Runs in one transaction, whose commit has reached the disk when this returns: power may fail.</summary>
    public void Durably(Action work) => Run(work, durable: true);

    /// <summary>Runs in one transaction that a loss of power may undo as a whole; a kill does not. For what can be done again.</summary>
    /// <remarks>Commits keep their order: a later <see cref="Durably"/> takes it along to the disk.</remarks>
    public void Repeatably(Action work) => Run(work, durable: false);

    public void Dispose()
    {
        _begin.Dispose();
        _commit.Dispose();
        Connection.Dispose();
    }

    private void Run(Action work, bool durable)
    {
        if (durable != _durable)
        {
            Connection.Execute(durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
            _durable = durable;
        }

        _begin.Execute();
        try
        {
            work();
            _commit.Execute();
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    private void RollBack()
    {
        try
        {
            Connection.Execute("ROLLBACK TRANSACTION"); // two words: Dapper takes one for the name of a procedure
        }
        catch (SqliteException)
        {
            // A full disk or a failing one has rolled back already; the error that counts is on its way up.
        }
    }
}
