namespace CheckTcp.Probing.Transports.Linux;

/// <summary>What kind of file stands at a path.</summary>
internal static unsafe class FileType
{
    // statx(2), include/uapi/linux/stat.h: the same on every architecture.
    public const int StatxSize = 256;
    public const int RegularType = 0x8000;
    public const int FolderType = 0x4000;

    private const int AtFdCwd = -100;
    private const uint StatxType = 1;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xF000;
    private const int SocketType = 0xC000;

    /// <summary>Whether there is a file, and it is no socket.</summary>
    public static bool IsOtherThanSocket(string path) => Of(path) is { } type && type != SocketType;

    /// <summary>The type in what statx(2) filled in.</summary>
    public static int In(byte* status) => *(ushort*)(status + ModeOffset) & TypeMask;

    private static int? Of(string path)
    {
        byte* status = stackalloc byte[StatxSize];
        fixed (byte* terminated = (byte[])[.. ByteText.Encode(path), 0])
        {
            return Libc.statx(AtFdCwd, terminated, 0, StatxType, status) == 0 ? In(status) : null;
        }
    }
}
