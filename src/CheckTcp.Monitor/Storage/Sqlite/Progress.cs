using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>How far the keeping of the store has come: the table <c>progress</c>.</summary>
internal sealed class Progress(SqliteConnection connection) : IDisposable
{
    /// <summary>The first hour that is not rolled up yet.</summary>
    public const string Hours = "hours";

    /// <summary>The first day that is not rolled up yet.</summary>
    public const string Days = "days";

    /// <summary>The first slot whose results are kept.</summary>
    public const string Raw = "raw";

    /// <summary>The time that retention went by, in milliseconds since 1970.</summary>
    public const string Clock = "clock";

    private readonly Statement _get = new(connection, "SELECT value FROM progress WHERE name = $1", 1);
    private readonly Statement _set = new(
        connection, "INSERT INTO progress (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", 2);

    private readonly Dictionary<string, long?> _known = [];

    /// <returns><c>null</c> before the first.</returns>
    public long? Get(string name)
    {
        if (!_known.TryGetValue(name, out long? value))
        {
            value = _get.Number(name);
            _known.Add(name, value);
        }

        return value;
    }

    /// <summary>In the transaction that runs.</summary>
    public void Set(string name, long value)
    {
        _set.Execute(name, value);
        _known[name] = value;
    }

    /// <summary>A transaction was rolled back: what was set in it is not.</summary>
    public void Forget() => _known.Clear();

    public void Dispose()
    {
        _get.Dispose();
        _set.Dispose();
    }
}
