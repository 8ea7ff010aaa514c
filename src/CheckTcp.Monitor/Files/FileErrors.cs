using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Files;

/// <summary>A system call that failed, as .NET would tell it: <see cref="Exception.HResult"/> of an <see cref="IOException"/> is the error's number.</summary>
internal static class FileErrors
{
    public static Exception OfLastCall(string path) => Of(Marshal.GetLastPInvokeError(), path);

    public static Exception Of(int error, string path) => error switch
    {
        2 => new FileNotFoundException(Words(error), path), // ENOENT
        20 => new DirectoryNotFoundException($"{path}: {Words(error)}"), // ENOTDIR
        1 or 13 => new UnauthorizedAccessException(Words(error)), // EPERM, EACCES
        _ => new IOException(Words(error), error),
    };

    public static string Words(int error) => Marshal.GetPInvokeErrorMessage(error);
}

/// <summary>What stands where a file of ours belongs is not opened; the message names it, and the fix.</summary>
internal sealed class FileRefusedException(string message) : IOException(message);
