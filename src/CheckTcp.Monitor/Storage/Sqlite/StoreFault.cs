using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>Why SQLite could not do something, in words, and what mends it.</summary>
/// <param name="Reason">The cause.</param>
/// <param name="Mend">What a person can do.</param>
internal sealed record StoreFault(string Reason, string Mend)
{
    public static StoreFault Of(SqliteException error, string path) => error.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => new("the disk is full", $"make room on the disk of {path}"),
        raw.SQLITE_READONLY => new("it may only be read", $"make {path} and its folder writable for this user, and the disk, too"),
        raw.SQLITE_CANTOPEN => new("it cannot be opened", $"look at the rights and the disk of {path}"),
        raw.SQLITE_PERM or raw.SQLITE_AUTH => new("access is denied", $"look at the rights of {path} and its folder"),
        raw.SQLITE_IOERR => new(
            $"the disk reports an error ({error.SqliteExtendedErrorCode})", $"look at the disk of {path}, and whether it is full"),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new("another program keeps it locked", $"end what else writes to {path}"),
        _ when IsDamage(error) => new("it is damaged", "nothing to do: it is set aside, and a new one begun"),
        _ => new(error.Message, $"look at {path}"),
    };

    /// <summary>What is in the file makes no sense; trying again does not help.</summary>
    public static bool IsDamage(SqliteException error) => error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;

    /// <summary>What was to be written breaks a rule of the tables; trying again does not help.</summary>
    public static bool IsBrokenRule(SqliteException error) =>
        error.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG;
}
