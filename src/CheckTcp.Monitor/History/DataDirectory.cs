using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace CheckTcp.Monitor.History;

/// <summary>The folder that the history lies in, held by one daemon at a time.</summary>
/// <remarks>The lock is the kernel's (flock(2)), so that it ends with us, however we end.</remarks>
internal sealed partial class DataDirectory : IDisposable
{
    private const int ReadOnlyFileSystem = 30; // EROFS
    private const int NoSpaceLeft = 28; // ENOSPC
    private const int CloseOnExec = 0x80000; // O_RDONLY | O_CLOEXEC
    private const UnixFileMode OwnerAndGroup = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute;

    private readonly FileStream? _lock;

    private DataDirectory(string path, FileStream? held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>The folder, as an absolute path.</summary>
    public string Path { get; }

    /// <summary>The file of the history in it.</summary>
    public string HistoryPath => HistoryPathIn(Path);

    /// <summary>Where the history of a folder lies, whether or not there is one.</summary>
    public static string HistoryPathIn(string folder) => System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), "history.db");

    /// <summary>Takes the folder, which is made (0750) if only it is missing.</summary>
    /// <remarks>A disk that is full or read-only is no error: the daemon starts, and what cannot be written waits in memory.</remarks>
    /// <exception cref="StoreException">It cannot be used; the message says how to mend it.</exception>
    public static DataDirectory Open(string folder)
    {
        string path = System.IO.Path.GetFullPath(folder);
        Make(path);
        string lockPath = System.IO.Path.Combine(path, "check-tcpd.lock");
        try
        {
            FileStream held = new(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            Sign(held);
            return new DataDirectory(path, held);
        }
        catch (UnauthorizedAccessException error)
        {
            throw NotOurs(path, error);
        }
        catch (IOException error) when (error.HResult is ReadOnlyFileSystem or NoSpaceLeft)
        {
            return new DataDirectory(path, LockAsItIs(lockPath));
        }
        catch (IOException error)
        {
            throw IsHeld(path, lockPath, error);
        }
    }

    public void Dispose() => _lock?.Dispose();

    private static void Make(string path)
    {
        if (File.Exists(path))
        {
            throw new StoreException($"data directory {path}: it is a file; remove it, or name a folder as data_directory");
        }

        if (Directory.Exists(path))
        {
            return;
        }

        string? parent = System.IO.Path.GetDirectoryName(path);
        if (parent is not null && !Directory.Exists(parent))
        {
            throw new StoreException($"data directory {path}: {parent} does not exist; make it, or name another data_directory");
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, OwnerAndGroup);
            }
        }
        catch (UnauthorizedAccessException error)
        {
            throw NotOurs(parent!, error);
        }
        catch (IOException error)
        {
            throw new StoreException(
                $"data directory {path}: it cannot be made: {error.Message}; make it, or name another data_directory", error);
        }
    }

    /// <summary>Whoever meets the lock is told by whom it is held. It holds without that, too: on a full disk.</summary>
    private static void Sign(FileStream held)
    {
        try
        {
            held.SetLength(0);
            held.Write(Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n"));
            held.Flush();
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Locks a file that cannot be written; where there is none, nobody can write here anyway.</summary>
    private static FileStream? LockAsItIs(string lockPath)
    {
        try
        {
            return new FileStream(lockPath, FileMode.Open, FileAccess.Read, FileShare.None, bufferSize: 1);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (IOException error)
        {
            throw IsHeld(System.IO.Path.GetDirectoryName(lockPath)!, lockPath, error);
        }
    }

    private static StoreException IsHeld(string path, string lockPath, IOException error)
    {
        string holder = Holder(lockPath);
        return new StoreException(
            $"data directory {path}: another check-tcpd uses it{(holder.Length > 0 ? $" (process {holder})" : "")}; "
            + $"stop that one, or name another data_directory ({error.Message})",
            error);
    }

    private static string Holder(string lockPath)
    {
        // Whatever .NET opens it locks, and so cannot open what is locked.
        using SafeFileHandle file = new(open(lockPath, CloseOnExec), ownsHandle: true);
        if (file.IsInvalid)
        {
            return "";
        }

        Span<byte> signature = stackalloc byte[32];
        return Encoding.ASCII.GetString(signature[..RandomAccess.Read(file, signature, fileOffset: 0)]).Trim();
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    private static StoreException NotOurs(string path, Exception error) => new(
        $"data directory {path}: {Environment.UserName} may not write there ({error.Message}); give it to that user "
        + $"(chown {Environment.UserName} {path}), or name another data_directory",
        error);
}
