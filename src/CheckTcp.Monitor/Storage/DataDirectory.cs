using System.Globalization;
using CheckTcp.Monitor.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CheckTcp.Monitor.Storage;

/// <summary>The folder that the history lies in, held by one daemon at a time.</summary>
/// <remarks>Both the folder and a file in it are locked: the file can be removed, and some file systems cannot lock folders.</remarks>
internal sealed class DataDirectory : IDisposable
{
    /// <summary>Errors of a disk that may be over later: with them the daemon runs in memory.</summary>
    private static readonly int[] DiskErrors = [5, 12, 23, 24, 28, 30, 107, 116, 122]; // EIO, ENOMEM, ENFILE, EMFILE, ENOSPC, EROFS, ENOTCONN, ESTALE, EDQUOT

    /// <summary>Names that a folder of ours has, or that begin those that it has.</summary>
    private static readonly string[] OurNames = ["check-tcpd.", "history", "id"];

    private readonly Lock _guard = new();
    private readonly bool _makesParents;
    private readonly ILogger _log;
    private Folder? _folder;
    private LockFile? _lock;

    private DataDirectory(string path, bool makesParents, ILogger log) => (Path, _makesParents, _log) = (path, makesParents, log);

    /// <summary>The folder, as an absolute path.</summary>
    public string Path { get; }

    /// <summary>The file of the history in it.</summary>
    public string HistoryPath => HistoryPathIn(Path);

    /// <summary>Why it could not be taken; <c>null</c> when it could.</summary>
    public string? Problem { get; private set; }

    /// <summary>Whether its path still leads to what was taken.</summary>
    public bool IsInPlace
    {
        get
        {
            lock (_guard)
            {
                return _folder is { IsInPlace: true } && _lock is { IsInPlace: true };
            }
        }
    }

    /// <summary>How far the store was known to have come.</summary>
    public StoreMark Mark
    {
        get
        {
            lock (_guard)
            {
                return _lock?.Mark ?? default;
            }
        }
    }

    /// <summary>Where the history of a folder lies, whether or not there is one.</summary>
    public static string HistoryPathIn(string folder) => System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), "history.db");

    /// <summary>Takes the folder, which is made (0700) if only it is missing.</summary>
    /// <param name="folder">Its path.</param>
    /// <param name="makesParents">Folders on the way are made as well.</param>
    /// <param name="log">Has a line when the folder is closed to others.</param>
    /// <remarks>A disk that is full, read-only or failing is no error: the daemon starts, and what cannot be written waits in memory.</remarks>
    /// <exception cref="StoreException">It cannot be used; the message shows the fix.</exception>
    public static DataDirectory Open(string folder, bool makesParents = false, ILogger? log = null)
    {
        DataDirectory directory = new(System.IO.Path.GetFullPath(folder), makesParents, log ?? NullLogger.Instance);
        directory.TakeAgain();
        return directory;
    }

    /// <summary>Keeps how far the store has come.</summary>
    public void Keep(StoreMark mark)
    {
        lock (_guard)
        {
            _lock?.Keep(mark);
        }
    }

    /// <summary>A path to something in the folder as it was taken, or was taken last, that is short enough for a socket; <c>null</c> when it is
    /// not taken.</summary>
    public string? ShortPathOf(string name)
    {
        lock (_guard)
        {
            return _folder?.ShortPathOf(name);
        }
    }

    /// <summary>Takes what its path leads to now, made anew if it is missing.</summary>
    /// <returns>Whether something that was taken before was not in its place any more.</returns>
    /// <exception cref="StoreException">It cannot be used; what was taken before stays taken.</exception>
    public bool TakeAgain()
    {
        lock (_guard)
        {
            try
            {
                Make();
                bool wasLost = Take();
                Problem = null;
                return wasLost;
            }
            catch (UnauthorizedAccessException error)
            {
                throw NotOurs(Path, error);
            }
            catch (FileRefusedException error)
            {
                throw new StoreException($"data directory {Path}: {error.Message}", error);
            }
            catch (IOException error) when (DiskErrors.Contains(error.HResult))
            {
                Problem = error.Message;
                return false;
            }
            catch (IOException error)
            {
                throw new StoreException(
                    $"data directory {Path} cannot be used: {error.Message}; create it, or name another data_directory", error);
            }
        }
    }

    public void Dispose()
    {
        lock (_guard)
        {
            _lock?.Dispose();
            _folder?.Dispose();
            (_lock, _folder) = (null, null);
        }
    }

    private void Make()
    {
        if (File.Exists(Path))
        {
            throw new StoreException($"data directory {Path}: it is a file; remove it, or name a folder as data_directory");
        }

        if (Directory.Exists(Path))
        {
            return;
        }

        string? parent = System.IO.Path.GetDirectoryName(Path);
        if (!_makesParents && parent is not null && !Directory.Exists(parent))
        {
            throw new StoreException($"data directory {Path}: {parent} does not exist; create it, or name another data_directory");
        }

        MakeWithParents(Path);
    }

    /// <summary>Each of them 0700, as the XDG Base Directory Specification asks for.</summary>
    private void MakeWithParents(string path)
    {
        string parent = System.IO.Path.GetDirectoryName(path) ?? "/";
        if (!Directory.Exists(parent))
        {
            MakeWithParents(parent);
        }

        try
        {
            Folder.Make(path);
        }
        catch (UnauthorizedAccessException error)
        {
            throw NotOurs(parent, error);
        }
    }

    private bool Take()
    {
        Folder folder = Folder.Open(Path);
        try
        {
            Judge(folder);
            return _folder?.Facts.Identity == folder.Facts.Identity ? TakeLockAgain(_folder) : TakeBoth(folder);
        }
        finally
        {
            if (folder != _folder)
            {
                folder.Dispose();
            }
        }
    }

    private bool TakeBoth(Folder folder)
    {
        if (!folder.TryLock())
        {
            throw IsHeld(folder);
        }

        bool wasLost = _folder is not null;
        StoreMark mark = Mark;
        LockFile? file = TakeLock(folder);
        _lock?.Dispose();
        if (_folder is not null)
        {
            folder.TakePlaceOf(_folder);
        }

        (_folder, _lock) = (folder, file);
        Continue(mark);
        return wasLost;
    }

    /// <summary>The folder's own lock is that of its handle, which stays open.</summary>
    private bool TakeLockAgain(Folder folder)
    {
        if (_lock is { IsInPlace: true } || TakeLock(folder) is not { } file)
        {
            return false;
        }

        StoreMark mark = Mark;
        bool wasLost = _lock is not null;
        _lock?.Dispose();
        _lock = file;
        Continue(mark);
        return wasLost;
    }

    private void Continue(StoreMark mark)
    {
        if (_lock is { Mark: var kept } && kept == default && mark != default)
        {
            _lock.Keep(mark);
        }
    }

    /// <summary>Whoever may write in the folder decides what our files are; whoever owns it, who may.</summary>
    private void Judge(Folder folder)
    {
        FileFacts facts = folder.Facts;
        if (facts.Owner != FileFacts.CurrentUser && facts.Owner != 0)
        {
            string owner = FileFacts.UserName(facts.Owner);
            throw new StoreException(
                $"data directory {Path}: it belongs to {owner}, who could lead files of {Environment.UserName} elsewhere; run check-tcpd as {owner}, "
                + $"name another data_directory, or give it to {Environment.UserName} (chown -R {Environment.UserName} {Path})");
        }

        // A group that may enter, and no more, was let in on purpose: it may use the socket, and none of the files.
        const int toBeClosed = 0b000_010_111;
        if (facts.Owner == FileFacts.CurrentUser && (facts.ForOthers & toBeClosed) != 0 && IsOursAlone(facts))
        {
            CloseToOthers(folder, facts);
            return;
        }

        const int written = 0b000_010_010;
        if ((facts.Mode & written) != 0)
        {
            throw new StoreException(
                $"data directory {Path}: others may write in it (mode {ModeOf(facts)}); name a folder in it, such as {System.IO.Path.Combine(Path, "check-tcpd")}, "
                + $"as data_directory, or close it to them (chmod 700 {Path})");
        }
    }

    private static string ModeOf(FileFacts facts) => Convert.ToString(facts.Mode & 0xFFF, 8).PadLeft(4, '0');

    private void CloseToOthers(Folder folder, FileFacts before)
    {
        try
        {
            folder.CloseToOthers();
            HistoryLog.ClosedToOthers(_log, Path, ModeOf(before));
        }
        catch (IOException error) when (DiskErrors.Contains(error.HResult))
        {
            // On a disk that may only be read nobody else can write either.
        }
    }

    /// <summary>A folder that holds files of others as well, such as an agent's, stays as open as it is: our files in it are not.</summary>
    private bool IsOursAlone(FileFacts facts)
    {
        const int sticky = 0b001_000_000_000;
        return (facts.Mode & sticky) == 0 && Directory.EnumerateFileSystemEntries(Path).Select(System.IO.Path.GetFileName)
            .All(name => OurNames.Any(ours => name!.StartsWith(ours, StringComparison.Ordinal)));
    }

    /// <returns><c>null</c> where there is no file and none can be made: nobody can write there, and the folder is locked.</returns>
    private LockFile? TakeLock(Folder folder)
    {
        try
        {
            return LockFile.Take(folder) ?? throw IsHeld(folder);
        }
        catch (IOException error) when (DiskErrors.Contains(error.HResult))
        {
            // One that is there is locked as it is.
        }

        try
        {
            return LockFile.TakeAsItIs(folder) ?? throw IsHeld(folder);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private StoreException IsHeld(Folder folder)
    {
        string holder = LockFile.HolderOf(folder);
        return new StoreException(string.Create(
            CultureInfo.InvariantCulture,
            $"data directory {Path}: another check-tcpd uses it{(holder.Length > 0 ? $" (process {holder})" : "")}; "
            + $"stop that one, or name another data_directory"));
    }

    private StoreException NotOurs(string path, Exception error) => new(
        $"data directory {Path}: {Environment.UserName} may not write in {path} ({error.Message}); give {path} to that user "
        + $"(chown {Environment.UserName} {path}), or name another data_directory",
        error);
}
