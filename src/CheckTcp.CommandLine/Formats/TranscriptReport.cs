using System.Globalization;
using System.Text;
using System.Text.Json;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Formats;

/// <summary>A dialogue byte by byte, for people and for programs.</summary>
public static class TranscriptReport
{
    private const int BytesPerLine = 16;
    private const string Digits = "0123456789abcdef";

    /// <summary>What was said in a run; where each address is checked by itself, with each of them, and where a run that failed was tried
    /// again, in each attempt. Empty where nothing was kept.</summary>
    public static string Of(Observation seen)
    {
        var report = new StringBuilder();
        foreach ((string heading, Transcript transcript) in Parts(seen))
        {
            report.Append(heading.Length > 0 ? $"{heading}:\n" : "").Append(Of(transcript));
        }

        return report.ToString();
    }

    /// <summary>The transcripts of a run in their order, each with what tells it from the others; with nothing where there are no
    /// others.</summary>
    public static IEnumerable<(string Heading, Transcript Transcript)> Parts(Observation seen)
    {
        for (int i = 0; i < seen.FailedAttempts.Length; i++)
        {
            if (seen.FailedAttempts[i].Transcript is { } failed)
            {
                yield return (Attempt(i), failed);
            }
        }

        bool isOneOfSeveral = seen.CutOffAttempt is not null || seen.FailedAttempts.Any(failed => failed.Transcript is not null);
        string attempt = isOneOfSeveral ? Attempt(seen.FailedAttempts.Length) : "";
        if (seen.Addresses.IsEmpty && seen.Transcript is { } whole)
        {
            yield return (attempt, whole);
        }

        foreach (AddressObservation address in seen.Addresses)
        {
            if (address.Seen.Transcript is { } its)
            {
                yield return (Display.Escape(EndPointText.Of(address.EndPoint)), its);
            }
        }

        if (seen.CutOffAttempt?.Transcript is { } cutOff)
        {
            yield return (Attempt(seen.FailedAttempts.Length + 1), cutOff);
        }
    }

    private static string Attempt(int index) => string.Create(CultureInfo.InvariantCulture, $"attempt {index + 1}");

    /// <summary>Lines of plain text, each with its end: the time of every piece, and its bytes in hexadecimal and as far as they are ASCII.</summary>
    public static string Of(Transcript transcript)
    {
        var report = new StringBuilder();
        TimeSpan? tls = transcript.TlsFrom;
        foreach (Spoken piece in transcript.Pieces)
        {
            if (tls <= piece.At)
            {
                AppendTls(report, ref tls);
            }

            string direction = piece.Direction == Direction.Sent ? "sent" : "received";
            report.Append(CultureInfo.InvariantCulture, $"{piece.At.TotalSeconds:F6} s {direction} {piece.Bytes.Length} bytes\n");
            AppendDump(report, piece.Bytes.Span);
        }

        AppendTls(report, ref tls);
        if (transcript.OmittedSent + transcript.OmittedReceived > 0)
        {
            report.Append(CultureInfo.InvariantCulture, $"not kept: {transcript.OmittedSent} bytes sent, {transcript.OmittedReceived} bytes received\n");
        }

        return report.ToString();
    }

    /// <summary>The member <c>transcript</c> of an object.</summary>
    internal static void Write(Utf8JsonWriter json, Transcript transcript)
    {
        json.WriteStartObject("transcript");
        if (transcript.TlsFrom is { } tls)
        {
            json.WriteNumber("tlsFrom", tls.TotalSeconds);
        }

        json.WriteStartArray("pieces");
        foreach (Spoken piece in transcript.Pieces)
        {
            json.WriteStartObject();
            json.WriteNumber("at", piece.At.TotalSeconds);
            json.WriteString("direction", piece.Direction == Direction.Sent ? "sent" : "received");
            json.WriteString("text", Display.Escape(piece.Bytes.Span));
            json.WriteString("hex", Convert.ToHexStringLower(piece.Bytes.Span));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("omittedSent", transcript.OmittedSent);
        json.WriteNumber("omittedReceived", transcript.OmittedReceived);
        json.WriteEndObject();
    }

    /// <summary>Once, at its place: also where nothing was said after it.</summary>
    private static void AppendTls(StringBuilder report, ref TimeSpan? from)
    {
        if (from is { } tls)
        {
            report.Append(CultureInfo.InvariantCulture, $"{tls.TotalSeconds:F6} s TLS begins\n");
            from = null;
        }
    }

    private static void AppendDump(StringBuilder report, ReadOnlySpan<byte> bytes)
    {
        for (int start = 0; start < bytes.Length; start += BytesPerLine)
        {
            report.Append(CultureInfo.InvariantCulture, $"  {start:x4} ");
            for (int i = start; i < start + BytesPerLine; i++)
            {
                report.Append(' ').Append(i < bytes.Length ? HexOf(bytes[i]) : "  ");
            }

            report.Append("  ");
            for (int i = start; i < Math.Min(bytes.Length, start + BytesPerLine); i++)
            {
                report.Append(bytes[i] is >= (byte)' ' and <= (byte)'~' ? (char)bytes[i] : '.');
            }

            report.Append('\n');
        }
    }

    private static string HexOf(byte value) => $"{Digits[value >> 4]}{Digits[value & 0xF]}";
}
