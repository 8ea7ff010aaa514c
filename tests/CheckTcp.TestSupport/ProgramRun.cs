using System.Text;

namespace CheckTcp.TestSupport;

/// <summary>What a program did.</summary>
/// <param name="ExitCode">128 and the signal's number when a signal ended it.</param>
/// <param name="OutputBytes">Standard output as it was written.</param>
/// <param name="Error">Standard error as text.</param>
/// <param name="Elapsed">From its start until it had ended and closed its output.</param>
public sealed record ProgramRun(int ExitCode, byte[] OutputBytes, string Error, TimeSpan Elapsed)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Standard output, which has to be UTF-8.</summary>
    public string Output => Strict.GetString(OutputBytes);

    public override string ToString() =>
        $"exit {ExitCode} after {Elapsed.TotalSeconds:0.000} s\n{Encoding.UTF8.GetString(OutputBytes)}{Error}";
}
