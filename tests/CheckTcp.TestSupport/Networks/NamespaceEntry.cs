using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CheckTcp.TestSupport.Networks;

/// <summary>setns(2).</summary>
internal static partial class NamespaceEntry
{
    private const int CloneNewNet = 0x40000000;
    private const int CloseOnExec = 0x80000;

    /// <summary>The calling thread, and no other, is in that network from now on.</summary>
    public static void EnterNetwork(string path)
    {
        int descriptor = open(path, CloseOnExec); // the platform's own streams seek, which such a file does not
        bool entered = descriptor >= 0 && setns(descriptor, CloneNewNet) == 0;
        var fault = new Win32Exception(Marshal.GetLastPInvokeError());
        _ = close(descriptor);
        if (!entered)
        {
            throw fault;
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setns(int descriptor, int kind);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);
}
