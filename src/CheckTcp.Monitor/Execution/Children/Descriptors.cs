using System.Globalization;
using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>File descriptors of our own; no child inherits them.</summary>
internal static unsafe class Descriptors
{
    private const int ReadWrite = 2;             // O_RDWR
    private const int CloseOnExec = 0x80000;     // O_CLOEXEC, EFD_CLOEXEC; the same on x86-64, arm64, arm, riscv64, s390x and ppc64le
    private const int LastStandardDescriptor = 2;
    private const int SetFlags = 2;              // F_SETFD
    private const int CloseOnExecFlag = 1;       // FD_CLOEXEC

    /// <summary><c>/dev/null</c>, for the standard input of every child.</summary>
    public static int NullDevice { get; } = OpenNullDevice();

    /// <summary>How many are open now; 0 where <c>/proc</c> is not mounted.</summary>
    public static int CountOpen() => Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd").Length : 0;

    /// <returns>0, or why there is none.</returns>
    public static int OpenPipe(out int readEnd, out int writeEnd)
    {
        int* ends = stackalloc int[2];
        int result = Libc.pipe2(ends, CloseOnExec);
        (readEnd, writeEnd) = result == 0 ? (ends[0], ends[1]) : (-1, -1);
        return result == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>A descriptor that <see cref="Wake"/> makes readable.</summary>
    /// <returns>0, or why there is none.</returns>
    public static int OpenWakeUp(out int descriptor)
    {
        descriptor = Libc.eventfd(0, CloseOnExec);
        return descriptor >= 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    public static void Wake(int descriptor)
    {
        ulong one = 1;
        _ = Libc.write(descriptor, (byte*)&one, sizeof(ulong));
    }

    public static void Close(ref int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Libc.close(descriptor);
            descriptor = -1;
        }
    }

    /// <summary>What we have inherited ourselves, such as a terminal or the lock of whoever started us, is not for commands of checks.</summary>
    public static void KeepFromChildren()
    {
        foreach (string entry in Directory.Exists("/proc/self/fd") ? Directory.GetFiles("/proc/self/fd") : [])
        {
            if (int.TryParse(Path.GetFileName(entry.AsSpan()), CultureInfo.InvariantCulture, out int descriptor)
                && descriptor > LastStandardDescriptor)
            {
                _ = Libc.fcntl(descriptor, SetFlags, CloseOnExecFlag);
            }
        }
    }

    /// <summary>Opens it until it is none of the three standard descriptors: a daemon that was started without them would else have pipes
    /// in their places, which a child's own would overwrite.</summary>
    private static int OpenNullDevice()
    {
        int descriptor;
        do
        {
            descriptor = Libc.open("/dev/null", ReadWrite | CloseOnExec);
        }
        while (descriptor is >= 0 and <= LastStandardDescriptor);

        return descriptor;
    }
}
