using System.Globalization;
using System.Runtime.InteropServices;
using CheckTcp.Probing.Transports.Linux;
using Microsoft.Win32.SafeHandles;

namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>Reads a file whole, within bounds of size and time, whatever stands at its path.</summary>
/// <remarks>Only a regular file is read (see <see cref="RegularFile"/>). The length that the system gives is not trusted: files of
/// <c>/proc</c> have none, and some of them never end.</remarks>
internal static class PlainFile
{
    /// <summary>From the opening to the last byte.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(10);

    private const int ChunkBytes = 64 * 1024;

    /// <summary>Reads the file.</summary>
    /// <param name="path">Bytes that are not UTF-8 are escaped as <see cref="ByteText"/> describes.</param>
    /// <param name="maxBytes">What is larger is refused.</param>
    /// <exception cref="PlainFileException">It is missing, not a regular file, too large, too slow, or cannot be read.</exception>
    public static byte[] Read(string path, long maxBytes) => Read(path, maxBytes, TimeProvider.System);

    /// <inheritdoc cref="Read(string, long)"/>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">What is larger is refused.</param>
    /// <param name="time">The clock of <see cref="MaxTime"/>.</param>
    internal static byte[] Read(string path, long maxBytes, TimeProvider time)
    {
        long start = time.GetTimestamp();
        try
        {
            using SafeFileHandle file = Open(path);
            using var content = new MemoryStream();
            byte[] chunk = new byte[ChunkBytes];
            while (RandomAccess.Read(file, chunk, content.Length) is > 0 and var length)
            {
                content.Write(chunk, 0, length);
                if (content.Length > maxBytes)
                {
                    throw new PlainFileException(TooLarge(maxBytes));
                }

                if (time.GetElapsedTime(start) > MaxTime)
                {
                    throw new PlainFileException($"not read to its end within {MaxTime.TotalSeconds:0} seconds; name a file on a disk that answers");
                }
            }

            return content.ToArray();
        }
        catch (UnauthorizedAccessException)
        {
            throw new PlainFileException(Denied);
        }
        catch (IOException e)
        {
            throw new PlainFileException($"cannot be read: {e.Message}");
        }
    }

    /// <summary>What is said of a file that is too large.</summary>
    public static string TooLarge(long maxBytes) =>
        string.Create(CultureInfo.InvariantCulture, $"larger than {maxBytes} bytes, the most that is read; name the right file, or split it");

    /// <summary>What is said of a file that may not be read.</summary>
    public const string Denied = "permission denied; give the user that runs this the right to read it";

    /// <summary>What is said of a folder.</summary>
    public const string Folder = "is a folder; name a file in it";

    /// <summary>What is said of a pipe and the like.</summary>
    public const string NotRegular = "is a device, pipe or socket; name a regular file";

    /// <summary>What is said of a file that is not there.</summary>
    public const string Missing = "no such file; create it, or name another";

    private static SafeFileHandle Open(string path) =>
        RegularFile.Open(path, out int error, out _) ?? throw new PlainFileException(FaultOf(error));

    private static string FaultOf(int error) => error switch
    {
        2 or 20 => Missing, // ENOENT, ENOTDIR
        13 or 1 => Denied, // EACCES, EPERM
        RegularFile.NoFile => NotRegular,
        RegularFile.Folder => Folder,
        40 => "is a symbolic link that leads back to itself; name a file", // ELOOP
        _ => $"cannot be read: {Marshal.GetPInvokeErrorMessage(error)}",
    };
}

/// <summary>A file that is not read.</summary>
/// <param name="message">Why, and the fix; without the path.</param>
internal sealed class PlainFileException(string message) : Exception(message)
{
    /// <summary>Nothing stands at the path.</summary>
    public bool IsMissing => Message == PlainFile.Missing;
}
