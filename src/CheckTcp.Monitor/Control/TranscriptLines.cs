using System.Globalization;
using CheckTcp.Probing;
using CheckTcp.Verdicts;

namespace CheckTcp.Monitor.Control;

/// <summary>What was said in a dialogue, for people: <c>&gt;</c> before what was sent, <c>&lt;</c> before what came.</summary>
internal static class TranscriptLines
{
    /// <summary>The lines of a run, in the order in which they were spoken: in each attempt, with each address that was checked by
    /// itself.</summary>
    public static IReadOnlyList<string> Of(Observation seen)
    {
        var lines = new List<string>();
        foreach ((string heading, Transcript transcript) in TranscriptReport.Parts(seen))
        {
            if (heading.Length > 0)
            {
                lines.Add($"~ {heading}");
            }

            Add(lines, transcript);
        }

        return lines;
    }

    private static void Add(List<string> lines, Transcript transcript)
    {
        TimeSpan? tls = transcript.TlsFrom;
        foreach (Spoken piece in transcript.Pieces)
        {
            if (tls <= piece.At)
            {
                lines.Add("~ TLS begins");
                tls = null;
            }

            Add(lines, piece.Direction == Direction.Sent ? '>' : '<', piece.Bytes.Span);
        }

        if (tls is not null)
        {
            lines.Add("~ TLS begins");
        }

        AddOmitted(lines, transcript.OmittedSent, "sent");
        AddOmitted(lines, transcript.OmittedReceived, "received");
    }

    private static void Add(List<string> lines, char direction, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            int end = bytes.IndexOf((byte)'\n') + 1;
            ReadOnlySpan<byte> line = end == 0 ? bytes : bytes[..end];
            lines.Add($"{direction} {Display.Escape(line)}");
            bytes = bytes[line.Length..];
        }
    }

    private static void AddOmitted(List<string> lines, long count, string fate)
    {
        if (count > 0)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"~ {count} bytes more were {fate} and not kept"));
        }
    }
}
