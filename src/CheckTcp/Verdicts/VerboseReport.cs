using System.Globalization;
using System.Text;
using CheckTcp.Checks;
using CheckTcp.Probing;

namespace CheckTcp.Verdicts;

/// <summary>What a run saw, for people: the addresses, the phases, the session.</summary>
public static class VerboseReport
{
    private const int WithCheck = 2;
    private const int WithResponse = 3;

    /// <summary>As much as was asked for: lines of plain text, each with its end.</summary>
    /// <param name="check">What was run.</param>
    /// <param name="seen">What the run saw.</param>
    /// <param name="verbosity">As <see cref="ReportForm.Verbosity"/>, 1 or more.</param>
    public static string Of(TcpCheck check, Observation seen, int verbosity) =>
        (verbosity >= WithCheck ? UnderstoodCheck.Describe(check) : "")
        + Of(seen)
        + (verbosity >= WithResponse ? Response(seen) : "");

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
            AppendSession(report, tls);
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

    /// <summary>Line by line, as it came.</summary>
    private static string Response(Observation seen)
    {
        var report = new StringBuilder();
        ReadOnlySpan<byte> rest = seen.Response.Span;
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..(end + 1)];
            report.Append("< ").Append(Display.Escape(line)).Append('\n');
            rest = rest[line.Length..];
        }

        return report.ToString();
    }

    private static string SentAgain(int? retransmissions) => retransmissions switch
    {
        null or 0 => "",
        1 => " after 1 SYN retransmission",
        _ => string.Create(CultureInfo.InvariantCulture, $" after {retransmissions} SYN retransmissions"),
    };

    private static void AppendSession(StringBuilder report, TlsSession tls)
    {
        report.Append(CultureInfo.InvariantCulture, $"TLS: {tls.Protocol} {tls.CipherSuite}\n");
        if (ShownCertificate.Of(tls) is { } certificate)
        {
            report.Append(CultureInfo.InvariantCulture, $"certificate: {certificate.Subject}, issued by {certificate.Issuer}");
            report.Append(CultureInfo.InvariantCulture, $", valid {certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}\n");
        }
    }

    private static void AppendPhase(StringBuilder report, string name, TimeSpan? time)
    {
        if (time is { } taken)
        {
            report.Append(CultureInfo.InvariantCulture, $"{name}: {taken.TotalSeconds:F6} s\n");
        }
    }
}
