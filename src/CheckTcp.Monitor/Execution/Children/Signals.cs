using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>The signals that end a run (signal(7)); the numbers are those of every Linux that .NET runs on.</summary>
internal static class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int ChildEnded = 17;
    public const int Continue = 18;

    // The same on every machine; glibc knows them by name from 2.36 on.
    private const nint PidfdSendSignal = 424;
    private const nint PidfdOpen = 434;

    /// <summary>A descriptor that stands for a process (pidfd_open(2)); negative where the kernel, before 5.3, has no such thing.</summary>
    public static int OpenProcess(int pid) => (int)Libc.syscall(PidfdOpen, pid, 0, 0, 0);

    /// <summary>TERM, and CONT so that a process that was stopped hears it; or KILL, which needs none.</summary>
    /// <param name="group">A group whose leader is not reaped, so that its number is no other's. That it is gone is no error here.</param>
    /// <param name="signal">What is sent.</param>
    public static void SendToGroup(int group, int signal)
    {
        _ = Libc.kill(-group, signal);
        if (signal != Kill)
        {
            _ = Libc.kill(-group, Continue);
        }
    }

    /// <summary>As <see cref="SendToGroup"/>, to one process, and to no other that has its number by now.</summary>
    /// <returns>0, or why it could not be sent: EPERM.</returns>
    public static int Send(in ProcessEntry process, int signal)
    {
        int handle = OpenProcess(process.Pid);
        try
        {
            if (ProcessEntry.Of(process.Pid)?.StartTicks != process.StartTicks)
            {
                return 0; // it is gone
            }

            int error = SendTo(handle, process.Pid, signal);
            if (signal != Kill)
            {
                SendTo(handle, process.Pid, Continue);
            }

            return error == Errno.ESRCH ? 0 : error;
        }
        finally
        {
            Descriptors.Close(ref handle);
        }
    }

    private static int SendTo(int handle, int pid, int signal)
    {
        bool failed = handle >= 0 ? Libc.syscall(PidfdSendSignal, handle, signal, 0, 0) != 0 : Libc.kill(pid, signal) != 0;
        return failed ? Marshal.GetLastPInvokeError() : 0;
    }
}
