using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Execution.Children;

/// <summary>The errors of system calls that are told apart (errno(3)); the numbers are those of every Linux that .NET runs on.</summary>
internal static class Errno
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int ESRCH = 3;
    public const int EINTR = 4;
    public const int E2BIG = 7;
    public const int ENOEXEC = 8;
    public const int EAGAIN = 11;
    public const int ENOMEM = 12;
    public const int EACCES = 13;
    public const int EINVAL = 22;
    public const int ENFILE = 23;
    public const int EMFILE = 24;

    /// <summary>The error in words as Go, and so the agent, writes them: <c>permission denied</c>.</summary>
    public static string Words(int errno)
    {
        string words = Marshal.GetPInvokeErrorMessage(errno);
        return words.Length == 0 ? $"errno {errno}" : char.ToLowerInvariant(words[0]) + words[1..];
    }
}
