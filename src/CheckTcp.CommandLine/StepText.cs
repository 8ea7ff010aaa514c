using System.Text;

namespace CheckTcp.CommandLine;

/// <summary>Says a step as <c>--step</c> would take it, as far as it has words for it.</summary>
internal static class StepText
{
    /// <remarks>An <c>expect</c> of <c>--step</c> reads line by line; one that reads all that comes is what <c>-e</c> gives.</remarks>
    public static string Of(Step step) => step switch
    {
        SendStep send => OfBytes("send", send.Bytes),
        QuitStep quit => OfBytes("quit", quit.Bytes),
        ExpectStep expect => $"-e {expect.Pattern.Text}",
        ExpectLineStep expect => $"expect={expect.Pattern.Text}",
        ExpectBytesStep expect => $"expect-bytes={expect.Pattern.Text}",
        ExpectFrameStep expect => $"expect-message={expect.Pattern.Text}",
        RejectStep reject => $"reject={reject.Pattern.Text}",
        LabelStep label => $"label={label.Text}",
        StartTlsStep => "starttls",
        _ => throw new System.Diagnostics.UnreachableException($"No service has such a step: {step.GetType()}"),
    };

    private static string OfBytes(string kind, ReadOnlyMemory<byte> bytes) => IsText(bytes.Span)
        ? $"{kind}={Encoding.ASCII.GetString(bytes.Span).Replace(@"\", @"\\").Replace("\r", @"\r").Replace("\n", @"\n")}"
        : $"{kind}-bytes={Spaced(bytes)}";

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            if (value is not ((byte)'\r' or (byte)'\n' or (>= 0x20 and < 0x7F)))
            {
                return false;
            }
        }

        return true;
    }

    private static string Spaced(ReadOnlyMemory<byte> bytes) =>
        string.Join(' ', bytes.ToArray().Select(value => value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));
}
