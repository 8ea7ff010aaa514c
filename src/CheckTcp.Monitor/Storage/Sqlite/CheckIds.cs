using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>The numbers that stand for the names of checks.</summary>
internal sealed class CheckIds(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, int> _known = new(StringComparer.Ordinal);
    private readonly Statement _find = new(connection, "SELECT id FROM checks WHERE name = $1", 1);
    private readonly Statement _add = new(connection, "INSERT INTO checks (name) VALUES ($1) RETURNING id", 1);
    private readonly Statement _last = new(connection, "SELECT max(id) FROM checks");

    /// <summary>The highest number given; 0 for none.</summary>
    public int Highest => (int)(_last.Number() ?? 0);

    /// <summary>The number of a name; a new one is stored, in the transaction that runs.</summary>
    public int Of(string name)
    {
        if (!_known.TryGetValue(name, out int id))
        {
            id = (int)(_find.Number(name) ?? _add.Number(name)!.Value);
            _known.Add(name, id);
        }

        return id;
    }

    /// <summary>A transaction was rolled back: numbers that it gave are none.</summary>
    public void Forget() => _known.Clear();

    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
        _last.Dispose();
    }
}
