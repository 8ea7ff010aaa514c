namespace CheckTcp.Probing.Transports.Linux;

/// <summary>What kind of file stands at a path.</summary>
internal static unsafe class FileType
{
    // statx(2), include/uapi/linux/stat.h: the same on every architecture.
    private const int AtFdCwd = -100;
    private const uint StatxType = 1;
    private const int StatxSize = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;
    private const int SocketType = 0xC000;

    /// <summary>Whether there is a file, and it is no socket.</summary>
    public static bool IsOtherThanSocket(string path) => Of(path) is { } type && type != SocketType;

    /// <summary>Whether there is a file with content of its own: no directory, device, pipe or socket.</summary>
    public static bool IsRegular(string path) => Of(path) == RegularType;

    /// <summary>Whether what stands there is read to its end in bounded time, wherever this runs: a pipe may keep its reader waiting for
    /// ever, and a device may have no end.</summary>
    public static bool IsReadInBoundedTime(string path) => !OperatingSystem.IsLinux() || IsRegular(path);

    private static int? Of(string path)
    {
        byte* status = stackalloc byte[StatxSize];
        fixed (byte* terminated = (byte[])[.. ByteText.Encode(path), 0])
        {
            return Libc.statx(AtFdCwd, terminated, 0, StatxType, status) == 0 ? *(ushort*)(status + ModeOffset) & TypeMask : null;
        }
    }
}
