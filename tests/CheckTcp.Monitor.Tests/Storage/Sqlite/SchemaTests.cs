using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;
using CheckTcp.TestSupport;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CheckTcp.Monitor.Tests.Storage.Sqlite;

public sealed class SchemaTests : IDisposable
{
    private static readonly string[] Steps = ["CREATE TABLE a (x);", "ALTER TABLE a ADD y; UPDATE a SET y = 2 * x;"];

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteConnection _connection;

    public SchemaTests()
    {
        _connection = new SqliteConnection($"Data Source={_folder / "some.db"};Pooling=False");
        _connection.Open();
    }

    public void Dispose()
    {
        _connection.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_new_file_is_led_through_all_steps()
    {
        Schema.Upgrade(_connection, Steps);

        Assert.Equal(2, Version());
        Assert.Empty(_connection.Query("SELECT x, y FROM a"));
    }

    [Fact]
    public void An_older_file_is_led_through_the_steps_that_it_lacks_and_keeps_its_content()
    {
        Schema.Upgrade(_connection, Steps[..1]);
        _connection.Execute("INSERT INTO a VALUES (21)");

        Schema.Upgrade(_connection, Steps);
        Schema.Upgrade(_connection, Steps);

        Assert.Equal(42, _connection.ExecuteScalar<int>("SELECT y FROM a"));
    }

    [Fact]
    public void A_step_that_fails_leaves_the_file_as_it_was()
    {
        Schema.Upgrade(_connection, Steps[..1]);

        Assert.Throws<SqliteException>(() => Schema.Upgrade(_connection, [Steps[0], "CREATE TABLE b (x); SELECT nothing;"]));

        Assert.Equal(1, Version());
        Assert.Equal(0, _connection.ExecuteScalar<int>("SELECT count(*) FROM sqlite_schema WHERE name = 'b'"));
    }

    [Fact]
    public void A_file_of_a_newer_program_is_refused_and_left_alone()
    {
        using StoreSession session = new();
        _ = session.Store;
        session.Close();
        session.Ask<string>("PRAGMA user_version = 99");
        byte[] before = File.ReadAllBytes(session.Path);

        StoreException error = Assert.Throws<StoreException>(() => session.Store);

        Assert.Equal(
            $"history {session.Path}: it was written by a newer check-tcpd (version 99 of its tables, "
            + $"this program knows {Schema.Steps.Count}); run that program again, or name another data_directory",
            error.Message);
        Assert.Equal(before, File.ReadAllBytes(session.Path));
        Assert.Throws<StoreException>(() => SqliteStore.OpenForReading(session.Path));
    }

    [Fact]
    public void A_database_of_another_program_is_refused_and_left_alone()
    {
        using StoreSession session = new();
        session.Ask<string>("CREATE TABLE theirs (x)");

        StoreException error = Assert.Throws<StoreException>(() => session.Store);

        Assert.Equal(
            $"history {session.Path}: it is a database of another program; move it away, or name another data_directory", error.Message);
        Assert.Equal(1, session.Ask<int>("SELECT count(*) FROM sqlite_schema"));
    }

    [Fact]
    public void A_store_is_written_ahead_and_gives_room_back()
    {
        using StoreSession session = new();
        _ = session.Store;

        Assert.Equal("wal", session.Ask<string>("PRAGMA journal_mode"));
        Assert.Equal(2, session.Ask<int>("PRAGMA auto_vacuum")); // incremental
        Assert.Equal(Schema.Steps.Count, session.Ask<int>("PRAGMA user_version"));
    }

    private int Version() => _connection.ExecuteScalar<int>("PRAGMA user_version");
}
