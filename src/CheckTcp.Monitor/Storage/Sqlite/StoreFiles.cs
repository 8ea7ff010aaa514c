using CheckTcp.Monitor.Files;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>The files that a store consists of. SQLite opens them by their paths and follows a link to the first, so that they are looked
/// at before.</summary>
internal static class StoreFiles
{
    private const int NoSpaceLeft = 28; // ENOSPC
    private const int ReadOnlyFileSystem = 30; // EROFS
    private const int OverQuota = 122; // EDQUOT
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static readonly string[] Suffixes = ["", "-wal", "-shm", "-journal"];

    /// <summary>Makes the files that are there ours alone.</summary>
    /// <exception cref="StoreException">Something else stands there, or a file of another user.</exception>
    /// <exception cref="SqliteException">The disk does not let us.</exception>
    public static void Claim(string path) => Do(path, (folder, name) =>
    {
        foreach (string suffix in Suffixes)
        {
            Claim(folder, name + suffix);
        }
    });

    /// <summary>Makes the first file if it is missing: SQLite would make it readable for everybody, and gives its other files the same
    /// mode.</summary>
    /// <inheritdoc cref="Claim(string)"/>
    public static void Begin(string path) => Do(path, (folder, name) =>
    {
        if (folder.Look(name) is null)
        {
            folder.OpenOwn(name, OwnerAlone).Dispose();
        }
    });

    /// <summary>Whoever only reads may do so as another user, but follows no link either.</summary>
    /// <exception cref="StoreException">Something else stands there.</exception>
    public static void RefuseOthers(string path)
    {
        foreach (string file in Suffixes.Select(suffix => path + suffix))
        {
            if (FileFacts.At(file) is { IsRegular: false } other)
            {
                throw new StoreException($"history {path}: {other.ObjectionAt(file)}");
            }
        }
    }

    /// <summary>Which files stand at the path.</summary>
    public static FileIdentity?[] At(string path) => [.. Suffixes.Select(suffix => FileFacts.At(path + suffix)?.Identity)];

    /// <summary>Whether the path still leads to these files. A disk that cannot answer is no reason to think otherwise.</summary>
    public static bool AreInPlace(string path, FileIdentity?[] files)
    {
        try
        {
            return At(path).Zip(files).All(file => file.Second is null || file.First == file.Second);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    private static void Do(string path, Action<Folder, string> work)
    {
        try
        {
            using Folder folder = Folder.Of(path);
            work(folder, Path.GetFileName(path));
        }
        catch (FileRefusedException error)
        {
            throw new StoreException($"history {path}: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SqliteException(error.Message, CodeOf(error));
        }
    }

    private static void Claim(Folder folder, string name)
    {
        if (folder.Look(name) is not { } facts)
        {
            return;
        }

        if (facts.ObjectionAt(Path.Combine(folder.Path, name)) is { } objection)
        {
            throw new FileRefusedException(objection);
        }

        if (facts.ForOthers != 0)
        {
            folder.Permit(name, OwnerAlone);
        }
    }

    private static int CodeOf(Exception error) => error.HResult switch
    {
        NoSpaceLeft or OverQuota => raw.SQLITE_FULL,
        ReadOnlyFileSystem => raw.SQLITE_READONLY,
        _ => raw.SQLITE_CANTOPEN,
    };
}
