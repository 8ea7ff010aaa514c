using System.Globalization;
using CheckTcp.Checks;
using CheckTcp.Dialogue;
using CheckTcp.Probing;
using CheckTcp.Verdicts;

namespace CheckTcp.Monitor.Control;

/// <summary>What was said in a dialogue, for people: <c>&gt;</c> before what was sent, <c>&lt;</c> before what came.</summary>
internal static class Transcript
{
    /// <summary>The lines of a run, in the order of the check's steps.</summary>
    public static IReadOnlyList<string> Of(TcpCheck check, Observation seen)
    {
        if (seen.ConnectedTo is null)
        {
            return [];
        }

        var lines = new List<string>();
        long unseen = seen.BytesSent;
        foreach (Step step in check.Steps)
        {
            switch (step)
            {
                case SendStep send when send.Bytes.Length <= unseen:
                    unseen -= Add(lines, '>', send.Bytes.Span);
                    break;
                case QuitStep quit when quit.Bytes.Length <= unseen:
                    unseen -= Add(lines, '>', quit.Bytes.Span);
                    break;
                case WaitStep wait:
                    lines.Add(string.Create(CultureInfo.InvariantCulture, $"~ waited {wait.Duration.TotalSeconds:0.###} s"));
                    break;
                case ExpectStep:
                    Add(lines, '<', seen.Response.Span);
                    break;
            }
        }

        long notKept = seen.BytesReceived - seen.Response.Length;
        if (notKept > 0)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"~ {notKept} bytes more were received and not kept"));
        }

        return lines;
    }

    private static int Add(List<string> lines, char direction, ReadOnlySpan<byte> bytes)
    {
        int length = bytes.Length;
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n') + 1;
            ReadOnlySpan<byte> line = end == 0 ? bytes : bytes[..end];
            lines.Add($"{direction} {Display.Escape(line)}");
            bytes = bytes[line.Length..];
        }

        return length;
    }
}
