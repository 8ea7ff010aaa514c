using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>What becomes of a file that cannot be trusted.</summary>
internal static class DamagedFile
{
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    /// <summary>A file without a byte was cut off: ours never is. SQLite would take it for a new one, in silence.</summary>
    public static void RefuseEmpty(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            throw new SqliteException("the file is empty", raw.SQLITE_NOTADB);
        }
    }

    /// <summary>A file that we could not even begin, on a full disk: it is not to be taken for one that was cut off.</summary>
    public static void RemoveEmpty(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: 0 })
        {
            Move(() => File.Delete(path));
        }
    }

    /// <summary>The new file, while it is made.</summary>
    public static string Replacement(string path) => Path.ChangeExtension(path, ".new.db");

    /// <summary>Removes what is left of a replacement that was not finished.</summary>
    public static void RemoveUnfinished(string path) => Move(() =>
    {
        foreach (string suffix in Parts)
        {
            File.Delete(Replacement(path) + suffix);
        }
    });

    /// <summary>Puts the new file in its place, also after a kill, once the damaged one has left it.</summary>
    public static void FinishReplacing(string path, DateTimeOffset now)
    {
        if (!File.Exists(path) && File.Exists(Replacement(path)))
        {
            SetAside(path, now); // a log that stayed behind would be taken for the new file's
            Move(() => File.Move(Replacement(path), path));
        }
    }

    /// <summary>Gives the file, and what belongs to it, a name of its own beside it; never deletes anything.</summary>
    /// <returns>The new path.</returns>
    public static string SetAside(string path, DateTimeOffset now)
    {
        string aside = NewName(path, now);
        Move(() =>
        {
            foreach (string suffix in Parts)
            {
                if (File.Exists(path + suffix))
                {
                    File.Move(path + suffix, aside + suffix);
                }
            }
        });
        return aside;
    }

    private static void Move(Action work)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SqliteException($"a damaged file cannot be replaced: {error.Message}", raw.SQLITE_CANTOPEN);
        }
    }

    private static string NewName(string path, DateTimeOffset now)
    {
        string when = now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        string stem = Path.ChangeExtension(path, null) + "-damaged-" + when;
        string name = stem + ".db";
        for (int i = 2; File.Exists(name) || File.Exists(name + "-wal"); i++)
        {
            name = $"{stem}-{i}.db";
        }

        return name;
    }
}
