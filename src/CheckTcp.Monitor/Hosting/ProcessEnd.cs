using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Hosting;

/// <summary>Ends the process, whatever hangs in it.</summary>
internal static partial class ProcessEnd
{
    /// <summary>Without a word: the platform's own ways write to standard error first, or wait for threads, and either may be what hangs.</summary>
    public static void AtOnce(int exitCode) => _exit(exitCode);

    [LibraryImport("libc")]
    private static partial void _exit(int status);
}
