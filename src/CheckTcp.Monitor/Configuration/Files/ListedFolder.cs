using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Configuration.Files;

/// <summary>A folder whose names were read, and how it looked then.</summary>
/// <param name="Path">The folder.</param>
/// <param name="Stamp">How it looked before its names were read.</param>
/// <param name="IsFresh">Whether it was changed a moment before, so that a change since then may leave no mark.</param>
internal readonly unsafe partial record struct ListedFolder(string Path, FileStamp Stamp, bool IsFresh)
{
    // A change within the grain of the file system's clock leaves no mark.
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(2);

    // open(2) and getdents64(2) of Linux, the same on x64 and arm64.
    private const int OpenFolder = 0x800 | 0x80000; // O_RDONLY | O_NONBLOCK | O_CLOEXEC
    private const int PermissionDenied = 13; // EACCES
    private const int LengthOffset = 16;
    private const int NameOffset = 19;
    private const int BufferBytes = 64 * 1024;

    /// <summary>Reads the names in a folder, in the order of their bytes.</summary>
    /// <param name="path">The folder; bytes that are not UTF-8 are escaped as <see cref="ByteText"/> describes, here and in the
    /// names.</param>
    /// <param name="most">Reading ends with so many names.</param>
    /// <param name="names">Without <c>.</c> and <c>..</c>; none when it is not a folder, as in Go; <c>null</c> when it may not be read.</param>
    public static ListedFolder Of(string path, int most, out List<string>? names)
    {
        FileStamp stamp = FileStamp.Of(path);
        TimeSpan age = TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch - TimeSpan.FromTicks(stamp.ModifiedNanoseconds / TimeSpan.NanosecondsPerTick);
        names = OperatingSystem.IsLinux() ? OnLinux(path, most) : Anywhere(path);
        return new ListedFolder(path, stamp, IsFresh: age < Grain);
    }

    /// <summary>Whether it certainly holds the same names.</summary>
    public bool IsUnchanged() => !IsFresh && FileStamp.Of(Path) == Stamp;

    private static List<string>? OnLinux(string path, int most)
    {
        int descriptor;
        fixed (byte* terminated = (byte[])[.. ByteText.Encode(path), 0])
        {
            descriptor = open(terminated, OpenFolder);
        }

        if (descriptor < 0)
        {
            return Marshal.GetLastPInvokeError() == PermissionDenied ? null : [];
        }

        using var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(descriptor, ownsHandle: true);
        var names = new List<byte[]>();
        byte[] buffer = new byte[BufferBytes];
        fixed (byte* entries = buffer)
        {
            for (nint length; names.Count < most && (length = getdents64(descriptor, entries, BufferBytes)) > 0;)
            {
                for (nint at = 0; at < length && names.Count < most; at += *(ushort*)(entries + at + LengthOffset))
                {
                    ReadOnlySpan<byte> name = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entries + at + NameOffset);
                    if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                    {
                        names.Add(name.ToArray());
                    }
                }
            }
        }

        names.Sort((left, right) => left.AsSpan().SequenceCompareTo(right));
        return names.ConvertAll(name => ByteText.Decode(name));
    }

    private static List<string>? Anywhere(string path)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(path).Select(entry => System.IO.Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException)
        {
            return [];
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int open(byte* path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint getdents64(int folder, byte* entries, nuint length);
}
