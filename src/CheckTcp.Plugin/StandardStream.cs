using System.Runtime.InteropServices;
using System.Text;

namespace CheckTcp.Plugin;

/// <summary>Standard output and standard error, written to directly: the class library's console starts a thread for signals, which
/// costs more than the check.</summary>
internal sealed unsafe partial class StandardStream
{
    private const int EINTR = 4;

    private readonly int _descriptor;

    private StandardStream(int descriptor) => _descriptor = descriptor;

    public static StandardStream Output { get; } = new(1);

    public static StandardStream Error { get; } = new(2);

    public void WriteLine(string line) => Write(line + "\n");

    /// <summary>Writes all of it. When standard output cannot be written to, standard error says so, and the exit code stays that of
    /// the verdict: it alone still tells the monitor the truth.</summary>
    public void Write(string text)
    {
        ReadOnlySpan<byte> bytes = Encoding.UTF8.GetBytes(text);
        while (!bytes.IsEmpty)
        {
            fixed (byte* first = bytes)
            {
                nint written = write(_descriptor, first, (nuint)bytes.Length);
                if (written >= 0)
                {
                    bytes = bytes[(int)written..];
                }
                else if (Marshal.GetLastPInvokeError() != EINTR)
                {
                    ReportFault();
                    return;
                }
            }
        }
    }

    private void ReportFault()
    {
        if (this == Output)
        {
            Error.WriteLine($"check-tcp: standard output: {Marshal.GetLastPInvokeErrorMessage()}; the exit code tells the status");
        }
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, byte* bytes, nuint length);
}
