using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>Reads a regular file, and nothing else: a pipe may keep its reader waiting for ever, and a device may have no end.</summary>
/// <remarks>It is opened without waiting, and judged once it is open: whatever is put in its place in between is judged, too.</remarks>
internal static unsafe class RegularFile
{
    /// <summary>The error of a folder: EISDIR.</summary>
    public const int Folder = 21;

    /// <summary>The error of a device, pipe or socket: ENXIO, as the kernel has it for a socket.</summary>
    public const int NoFile = 6;

    // open(2), statx(2) of Linux: the same on x64 and arm64, for which this is built.
    private const int ToRead = 0x800 | 0x80000 | 0x100; // O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY
    private const int AtEmptyPath = 0x1000;
    private const uint StatxTypeAndSize = 0x201;
    private const int SizeOffset = 40;
    private const int LeastGrowth = 4096;

    /// <summary>Opens it; elsewhere than on Linux, whatever it is.</summary>
    /// <param name="path">Bytes that are not UTF-8 are escaped as <see cref="ByteText"/> describes.</param>
    /// <param name="error">The number of the error; zero when there is none.</param>
    /// <param name="size">As the system has it: files of <c>/proc</c> have none.</param>
    /// <returns><c>null</c> when it is missing, not a regular file, or may not be read.</returns>
    public static SafeFileHandle? Open(string path, out int error, out long size)
    {
        (error, size) = (0, 0);
        if (!OperatingSystem.IsLinux())
        {
            SafeFileHandle opened = File.OpenHandle(path);
            size = RandomAccess.GetLength(opened);
            return opened;
        }

        int descriptor;
        fixed (byte* terminated = (byte[])[.. ByteText.Encode(path), 0])
        {
            descriptor = Libc.open(terminated, ToRead);
        }

        if (descriptor < 0)
        {
            error = Marshal.GetLastPInvokeError();
            return null;
        }

        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        byte* status = stackalloc byte[FileType.StatxSize];
        byte empty = 0;
        int type = Libc.statx(descriptor, &empty, AtEmptyPath, StatxTypeAndSize, status) == 0 ? FileType.In(status) : 0;
        if (type == FileType.RegularType)
        {
            size = *(long*)(status + SizeOffset);
            return file;
        }

        file.Dispose();
        error = type == FileType.FolderType ? Folder : NoFile;
        return null;
    }

    /// <summary>Reads it whole.</summary>
    /// <param name="path">Bytes that are not UTF-8 are escaped as <see cref="ByteText"/> describes.</param>
    /// <param name="maxBytes">One that is larger is not read.</param>
    /// <returns><c>null</c> when it is missing, not a regular file, too large, or may not be read.</returns>
    /// <exception cref="IOException">The disk does not let us.</exception>
    public static byte[]? Read(string path, int maxBytes)
    {
        using SafeFileHandle? file = Open(path, out _, out long size);
        return file is null || size > maxBytes ? null : ReadToEnd(file, new byte[size], maxBytes);
    }

    /// <summary>The size is only what it was: a file may grow, and those of <c>/proc</c> have none.</summary>
    private static byte[]? ReadToEnd(SafeFileHandle file, byte[] content, int maxBytes)
    {
        int length = 0;
        Span<byte> beyond = stackalloc byte[1];
        while (RandomAccess.Read(file, length < content.Length ? content.AsSpan(length) : beyond, length) is > 0 and var read)
        {
            if (length == content.Length)
            {
                if (length == maxBytes)
                {
                    return null;
                }

                Array.Resize(ref content, (int)Math.Min(maxBytes, length + Math.Max((long)length, LeastGrowth)));
                content[length] = beyond[0];
            }

            length += read;
        }

        Array.Resize(ref content, length);
        return content;
    }
}
