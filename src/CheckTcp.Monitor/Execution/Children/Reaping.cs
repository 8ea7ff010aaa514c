namespace CheckTcp.Monitor.Execution.Children;

/// <summary>How a process has ended, and its removal from the table of processes (waitid(2)).</summary>
internal static unsafe class Reaping
{
    // <sys/wait.h> and <bits/siginfo-consts.h>
    private const int Any = 0;              // P_ALL
    private const int ByPid = 1;            // P_PID
    private const int NoHang = 1;           // WNOHANG
    private const int Exited = 4;           // WEXITED
    private const int LeaveWaitable = 0x01000000; // WNOWAIT
    private const int CodeExited = 1;       // CLD_EXITED

    // siginfo_t: three int, then on 64-bit machines padding, then pid, uid and status.
    private const int InformationBytes = 128;
    private const int CodeOffset = 8;

    private static int StatusOffset => sizeof(nint) == 8 ? 24 : 20;

    /// <summary>How a child of ours has ended, while it stays a zombie: so its number, which is that of its group, cannot become another's
    /// before we are done with it.</summary>
    /// <returns><c>null</c> while it lives.</returns>
    public static (bool Exited, int Code)? Peek(int pid)
    {
        byte* information = stackalloc byte[InformationBytes];
        new Span<byte>(information, InformationBytes).Clear();
        if (Libc.waitid(ByPid, pid, information, Exited | NoHang | LeaveWaitable) != 0)
        {
            return (Exited: false, Code: 0); // ECHILD: somebody else has taken it, and how it ended is lost
        }

        bool ended = *(int*)information == Signals.ChildEnded;
        return ended ? (*(int*)(information + CodeOffset) == CodeExited, *(int*)(information + StatusOffset)) : null;
    }

    /// <summary>Whether any child has ended and is not reaped.</summary>
    public static bool AnyHasEnded()
    {
        byte* information = stackalloc byte[InformationBytes];
        new Span<byte>(information, InformationBytes).Clear();
        return Libc.waitid(Any, 0, information, Exited | NoHang | LeaveWaitable) == 0 && *(int*)information == Signals.ChildEnded;
    }

    /// <summary>Takes a child of ours that has ended out of the table.</summary>
    public static void Reap(int pid)
    {
        byte* information = stackalloc byte[InformationBytes];
        _ = Libc.waitid(ByPid, pid, information, Exited | NoHang);
    }
}
