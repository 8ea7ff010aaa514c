using System.Globalization;
using System.Text;
using CheckTcp.Probing;

namespace CheckTcp.Verdicts;

/// <summary>What a run saw, for people: the addresses, the phases, the session.</summary>
public static class VerboseReport
{
    /// <summary>A few lines of plain text, each with its end.</summary>
    public static string Of(Observation seen)
    {
        var report = new StringBuilder();
        foreach (AddressAttempt attempt in seen.Attempts)
        {
            string fate = attempt.Connected ? $"connected{SentAgain(attempt.Retransmissions)}"
                : attempt.Failure is { } failure ? Display.Escape(failure.Message)
                : "not waited for: another address was faster";
            report.Append(CultureInfo.InvariantCulture, $"address {Display.Escape(attempt.EndPoint.ToString()!)}: {fate}\n");
        }

        AppendPhase(report, "resolve", seen.Phases.Resolve);
        AppendPhase(report, "connect", seen.Phases.Connect);
        AppendPhase(report, "TLS handshake", seen.Phases.Tls);
        AppendPhase(report, "first byte", seen.Phases.FirstByte);
        AppendPhase(report, "dialogue", seen.Phases.Dialogue);
        if (seen.Tls is { } tls)
        {
            TlsText.Append(report, tls);
        }

        foreach (RecordedValue recorded in seen.Recorded)
        {
            report.Append(CultureInfo.InvariantCulture, $"{Display.Escape(recorded.Name)}: {Display.Escape(recorded.Value)}\n");
        }

        if (seen.Failure is { } ended)
        {
            string step = ended.StepName is { } name ? $" at {Display.Escape(name)}" : "";
            report.Append(CultureInfo.InvariantCulture, $"ended{step}: {Display.Escape(ended.Message)}\n");
        }

        return report.Append(CultureInfo.InvariantCulture, $"sent {seen.BytesSent} bytes, received {seen.BytesReceived} bytes\n").ToString();
    }

    private static string SentAgain(int? retransmissions) => retransmissions switch
    {
        null or 0 => "",
        1 => " after 1 SYN retransmission",
        _ => string.Create(CultureInfo.InvariantCulture, $" after {retransmissions} SYN retransmissions"),
    };

    private static void AppendPhase(StringBuilder report, string name, TimeSpan? time)
    {
        if (time is { } taken)
        {
            report.Append(CultureInfo.InvariantCulture, $"{name}: {taken.TotalSeconds:F6} s\n");
        }
    }
}
