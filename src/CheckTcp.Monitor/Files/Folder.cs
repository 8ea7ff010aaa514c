using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CheckTcp.Monitor.Files;

/// <summary>A folder that was opened once. What is done in it goes by its handle, wherever its path leads by then, and never through a
/// link: whoever else may write there, or moves it, cannot lead us to a file of another's.</summary>
internal sealed class Folder : IDisposable
{
    private const int IsLocked = 11; // EWOULDBLOCK

    private const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private SafeFileHandle _handle;

    private Folder(string path, SafeFileHandle handle) => (Path, _handle) = (path, handle);

    /// <summary>Where it was when it was opened.</summary>
    public string Path { get; }

    /// <summary>What is said about it now.</summary>
    public FileFacts Facts => FileFacts.Of(_handle);

    /// <summary>Whether its path still leads to it.</summary>
    public bool IsInPlace
    {
        get
        {
            try
            {
                using Folder now = Open(Path);
                return now.Facts.Identity == Facts.Identity;
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }

    /// <exception cref="IOException">It cannot be opened, or does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Folder Open(string path) =>
        new(path, Handle(FileCalls.WorkingDirectory, path, FileCalls.ReadOnly | FileCalls.FolderOnly | FileCalls.AtOnceAndOurs, 0));

    /// <summary>Makes a folder (0700) in one that exists; one that is there already is no error.</summary>
    /// <inheritdoc cref="Open"/>
    public static void Make(string path)
    {
        const int exists = 17; // EEXIST
        if (FileCalls.mkdir(path, (uint)OwnerAlone) != 0 && Marshal.GetLastPInvokeError() is var error and not exists)
        {
            throw FileErrors.Of(error, path);
        }
    }

    /// <summary>The folder that a file lies in.</summary>
    /// <inheritdoc cref="Open"/>
    public static Folder Of(string file) => Open(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file)) ?? "/");

    /// <summary>A path to something in it that is short, and valid in this process as long as the folder is open: a socket's may have
    /// 107 bytes.</summary>
    public string ShortPathOf(string name) => $"/proc/self/fd/{_handle.DangerousGetHandle()}/{name}";

    /// <summary>Takes the number of the handle of one that was opened before, which is closed: short paths in it lead here from now on.</summary>
    public void TakePlaceOf(Folder before)
    {
        const int closeOnExec = 0x80000; // O_CLOEXEC
        if (FileCalls.dup3((int)_handle.DangerousGetHandle(), (int)before._handle.DangerousGetHandle(), closeOnExec) < 0)
        {
            throw FileErrors.OfLastCall(Path);
        }

        _handle.Dispose(); // its lock is that of the duplicate, too
        _handle = before._handle;
    }

    /// <returns><c>null</c> when nothing has this name.</returns>
    public FileFacts? Look(string name) => FileFacts.In(_handle, name);

    /// <summary>Opens a file of ours to be read and written: a regular one of this user with no other name; made if it is missing.</summary>
    /// <param name="name">Its name in the folder.</param>
    /// <param name="mode">Its permissions, also if it was there before.</param>
    /// <exception cref="FileRefusedException">Something else stands there.</exception>
    /// <exception cref="IOException">The disk does not let us.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public SafeFileHandle OpenOwn(string name, UnixFileMode mode)
    {
        Refuse(name, Look(name));
        SafeFileHandle file = Handle((int)_handle.DangerousGetHandle(), name, Flags(FileCalls.ReadAndWrite | FileCalls.Create), (uint)mode);
        return Checked(file, name, () =>
        {
            if (FileFacts.Of(file).Permissions != mode)
            {
                Permit(file, mode, name);
            }
        });
    }

    /// <summary>Opens a file of ours to be read, if it is there and cannot be written.</summary>
    /// <inheritdoc cref="OpenOwn"/>
    public SafeFileHandle OpenOwnAsItIs(string name)
    {
        Refuse(name, Look(name));
        return Checked(Handle((int)_handle.DangerousGetHandle(), name, Flags(FileCalls.ReadOnly), 0), name, () => { });
    }

    /// <summary>Makes a file that nobody had before; what is left of one by this name is removed.</summary>
    /// <inheritdoc cref="OpenOwn"/>
    public SafeFileHandle Begin(string name, UnixFileMode mode)
    {
        Remove(name);
        SafeFileHandle file = Handle(
            (int)_handle.DangerousGetHandle(), name, Flags(FileCalls.ReadAndWrite | FileCalls.Create | FileCalls.MustBeNew), (uint)mode);
        Permit(file, mode, name); // whatever the umask took away
        return file;
    }

    /// <summary>The text of a small regular file, whoever owns it; never a link's, a pipe's or a device's.</summary>
    /// <param name="name">Its name in the folder.</param>
    /// <param name="mostBytes">What comes after these is left out.</param>
    /// <exception cref="FileRefusedException">Something else stands there.</exception>
    /// <exception cref="IOException">It is missing, or the disk does not let us.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public string ReadText(string name, int mostBytes)
    {
        if (Look(name) is { IsRegular: false } other)
        {
            throw new FileRefusedException(other.ObjectionAt(System.IO.Path.Combine(Path, name))!);
        }

        using SafeFileHandle file = Handle((int)_handle.DangerousGetHandle(), name, Flags(FileCalls.ReadOnly), 0);
        return FileFacts.Of(file) is { IsRegular: true } ? TextOf(file, mostBytes) : "";
    }

    /// <summary>The text of an open file.</summary>
    public static string TextOf(SafeFileHandle file, int mostBytes)
    {
        byte[] content = new byte[mostBytes];
        int length = 0;
        while (length < content.Length && RandomAccess.Read(file, content.AsSpan(length), length) is var read and > 0)
        {
            length += read;
        }

        return System.Text.Encoding.UTF8.GetString(content, 0, length);
    }

    /// <summary>Changes the permissions of a file of ours without opening it: when one that SQLite has open is closed a second time, its
    /// locks are lost (fcntl(2)).</summary>
    public void Permit(string name, UnixFileMode mode)
    {
        if (FileCalls.fchmodat((int)_handle.DangerousGetHandle(), name, (uint)mode, 0) != 0)
        {
            throw FileErrors.OfLastCall(System.IO.Path.Combine(Path, name));
        }
    }

    /// <summary>Gives a file another's place.</summary>
    public void Move(string name, string newName)
    {
        int folder = (int)_handle.DangerousGetHandle();
        if (FileCalls.renameat(folder, name, folder, newName) != 0)
        {
            throw FileErrors.OfLastCall(System.IO.Path.Combine(Path, newName));
        }
    }

    /// <summary>Removes a file, or what else has this name and is no folder; none is no error.</summary>
    public void Remove(string name)
    {
        if (FileCalls.unlinkat((int)_handle.DangerousGetHandle(), name, 0) != 0
            && FileErrors.OfLastCall(System.IO.Path.Combine(Path, name)) is var error and not FileNotFoundException)
        {
            throw error;
        }
    }

    /// <summary>Locks the folder itself, which nobody can remove and make anew as a file in it.</summary>
    /// <returns><c>false</c> when somebody else holds it. A file system that cannot lock folders holds none.</returns>
    public bool TryLock() => TryLock(_handle);

    /// <summary>Locks an open file.</summary>
    /// <inheritdoc cref="TryLock()"/>
    public static bool TryLock(SafeFileHandle file) =>
        FileCalls.Lock((int)file.DangerousGetHandle()) == 0 || Marshal.GetLastPInvokeError() != IsLocked;

    /// <summary>Keeps everybody else out.</summary>
    public void CloseToOthers() => Permit(_handle, OwnerAlone, Path);

    public void Dispose() => _handle.Dispose();

    private static void Permit(SafeFileHandle file, UnixFileMode mode, string path)
    {
        if (FileCalls.fchmod((int)file.DangerousGetHandle(), (uint)mode) != 0)
        {
            throw FileErrors.OfLastCall(path);
        }
    }

    private static int Flags(int flags) => flags | FileCalls.NoLink | FileCalls.AtOnceAndOurs;

    private static SafeFileHandle Handle(int folder, string path, int flags, uint mode)
    {
        int file = FileCalls.openat(folder, path, flags, mode);
        return file < 0 ? throw FileErrors.OfLastCall(path) : new SafeFileHandle(file, ownsHandle: true);
    }

    /// <summary>What was looked at may be another file than what was opened.</summary>
    private SafeFileHandle Checked(SafeFileHandle file, string name, Action then)
    {
        try
        {
            Refuse(name, FileFacts.Of(file));
            then();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private void Refuse(string name, FileFacts? facts)
    {
        if (facts?.ObjectionAt(System.IO.Path.Combine(Path, name)) is { } objection)
        {
            throw new FileRefusedException(objection);
        }
    }
}
