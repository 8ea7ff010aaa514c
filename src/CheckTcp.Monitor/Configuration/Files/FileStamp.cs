using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Configuration.Files;

/// <summary>What the file system says of a file without opening it: it differs when the file may have changed.</summary>
/// <param name="Kind">What stands at the path; links are followed.</param>
/// <param name="Inode">A file that was put in another's place has another.</param>
/// <param name="Length">In bytes.</param>
/// <param name="ModifiedNanoseconds">When its content changed, since 1970.</param>
/// <param name="ChangedNanoseconds">When its content, mode or owner changed: what could not be read may be readable now.</param>
internal readonly partial record struct FileStamp(
    FileKind Kind, ulong Inode, ulong Length, long ModifiedNanoseconds, long ChangedNanoseconds)
{
    private const int PermissionDenied = 13; // EACCES, errno(3)

    public static FileStamp Of(string path) => OperatingSystem.IsLinux() ? OfLinux(path) : OfAnywhere(path);

    private static unsafe FileStamp OfLinux(string path)
    {
        // statx(2), include/uapi/linux/stat.h: the same on every architecture.
        const int AtFdCwd = -100;
        const uint BasicStats = 0x7FF;
        const int Size = 256;
        byte* status = stackalloc byte[Size];
        fixed (byte* terminated = (byte[])[.. ByteText.Encode(path), 0])
        {
            if (statx(AtFdCwd, terminated, 0, BasicStats, status) != 0)
            {
                FileKind kind = Marshal.GetLastPInvokeError() == PermissionDenied ? FileKind.Hidden : FileKind.Missing;
                return new FileStamp(kind, 0, 0, 0, 0);
            }
        }

        return new FileStamp(
            KindOf(*(ushort*)(status + 28)), *(ulong*)(status + 32), *(ulong*)(status + 40), TimeAt(status + 112), TimeAt(status + 96));
    }

    private static FileKind KindOf(ushort mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Directory,
        _ => FileKind.Other,
    };

    private static unsafe long TimeAt(byte* timestamp) =>
        unchecked((*(long*)timestamp * 1_000_000_000) + *(uint*)(timestamp + sizeof(long)));

    private static FileStamp OfAnywhere(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            return new FileStamp(Directory.Exists(path) ? FileKind.Directory : FileKind.Missing, 0, 0, 0, 0);
        }

        long modified = (file.LastWriteTimeUtc - DateTime.UnixEpoch).Ticks * 100;
        return new FileStamp(FileKind.Regular, 0, (ulong)file.Length, modified, modified);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int statx(int directory, byte* path, int flags, uint mask, byte* status);
}

/// <summary>What stands at a path.</summary>
internal enum FileKind
{
    /// <summary>Nothing.</summary>
    Missing,

    /// <summary>A folder on the way may not be entered.</summary>
    Hidden,

    /// <summary>A file with content of its own.</summary>
    Regular,

    /// <summary>A folder.</summary>
    Directory,

    /// <summary>A device, pipe or socket: to read one may never end.</summary>
    Other,
}
