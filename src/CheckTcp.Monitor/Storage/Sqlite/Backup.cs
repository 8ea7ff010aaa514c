using CheckTcp.Monitor.Files;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace CheckTcp.Monitor.Storage.Sqlite;

/// <summary>A copy of the store as it is at one moment, in one file, while a daemon writes to it or none runs.</summary>
internal static class Backup
{
    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the copy, whole or not at all.</summary>
    /// <param name="storePath">The store.</param>
    /// <param name="copy">An absolute path where nothing stands yet.</param>
    /// <exception cref="StoreException">It cannot be made; the message shows the fix.</exception>
    public static void Write(string storePath, string copy)
    {
        string name = Path.GetFileName(copy);
        string unfinished = $"{name}.unfinished";
        try
        {
            using HistoryReader store = HistoryReader.Open(storePath);
            using Folder folder = Folder.Of(copy);
            if (folder.Look(name) is not null)
            {
                throw new StoreException($"backup {copy}: the file exists; remove it, or name another one");
            }

            using SafeFileHandle file = folder.Begin(unfinished, OwnerAlone);
            try
            {
                store.CopyTo(Path.Combine(folder.Path, unfinished));
                RandomAccess.FlushToDisk(file);
                folder.Move(unfinished, name);
            }
            catch
            {
                folder.Remove(unfinished);
                throw;
            }
        }
        catch (SqliteException error)
        {
            throw new StoreException($"backup {copy}: {storePath} cannot be copied: {error.Message}; look at the disks of both", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"backup {copy} cannot be written: {error.Message}; name a file in a folder that exists and that you may write in", error);
        }
    }
}
