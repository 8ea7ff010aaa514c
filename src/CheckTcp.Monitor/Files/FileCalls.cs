using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Files;

/// <summary>The system calls that .NET has no name for: opening relative to a folder and without following links.</summary>
internal static unsafe partial class FileCalls
{
    /// <summary>In the place of a folder: the path is absolute, or relative to the working directory.</summary>
    public const int WorkingDirectory = -100; // AT_FDCWD

    public const int NoLinks = 0x100; // AT_SYMLINK_NOFOLLOW
    public const int OfHandle = 0x1000; // AT_EMPTY_PATH

    public const int ReadOnly = 0;
    public const int ReadAndWrite = 2;
    public const int Create = 0x40;
    public const int MustBeNew = 0x80; // O_EXCL

    /// <summary>A pipe without a writer is not waited for, and children do not inherit the file.</summary>
    public const int AtOnceAndOurs = 0x800 | 0x100 | 0x80000; // O_NONBLOCK | O_NOCTTY | O_CLOEXEC

    private const int LockExclusivelyAtOnce = 2 | 4; // LOCK_EX | LOCK_NB

    /// <summary>O_DIRECTORY, include/uapi/asm-generic/fcntl.h and what ARM and POWER have instead.</summary>
    public static readonly int FolderOnly = HasOwnFlags ? 0x4000 : 0x10000;

    /// <summary>O_NOFOLLOW.</summary>
    public static readonly int NoLink = HasOwnFlags ? 0x8000 : 0x20000;

    private static bool HasOwnFlags =>
        RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64 or Architecture.Ppc64le;

    public static int Lock(int file) => flock(file, LockExclusivelyAtOnce);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int openat(int folder, string path, int flags, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int unlinkat(int folder, string name, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int renameat(int folder, string name, int newFolder, string newName);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int statx(int folder, string path, int flags, uint mask, byte* facts);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int fchmod(int file, uint mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int fchmodat(int folder, string name, uint mode, int flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mkdir(string path, uint mode);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int dup3(int file, int number, int flags);

    [LibraryImport("libc")]
    public static partial uint geteuid();

    [LibraryImport("libc")]
    public static partial nint getpwuid(uint user);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(int file, int operation);
}
