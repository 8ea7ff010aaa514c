using System.Globalization;
using System.Text;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Formats;

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
        (verbosity >= WithCheck ? CheckText.InLines(check) : "")
        + Of(check, seen)
        + (verbosity >= WithResponse ? Response(seen) : "");

    /// <summary>A few lines of plain text, each with its end.</summary>
    /// <param name="check">What was run.</param>
    /// <param name="seen">What the run saw.</param>
    public static string Of(TcpCheck check, Observation seen)
    {
        var report = new StringBuilder();
        for (int i = 0; i < seen.FailedAttempts.Length; i++)
        {
            report.Append(CultureInfo.InvariantCulture, $"attempt {i + 1}: {Display.Escape(seen.FailedAttempts[i].Failure.Message)}\n");
        }

        if (seen.CutOffAttempt is { } cutOff)
        {
            report.Append(CultureInfo.InvariantCulture, $"attempt {seen.FailedAttempts.Length + 2}: {Display.Escape(cutOff.Failure.Message)}\n");
        }

        foreach (AddressAttempt attempt in seen.Attempts)
        {
            string again = attempt.Retransmissions > 0 ? $" after {SlowPhases.Retransmissions(attempt.Retransmissions.Value)}" : "";
            string fate = attempt.Connected ? $"connected{again}"
                : attempt.Failure is { } failure ? $"{Display.Escape(failure.Message)}{again}"
                : "not waited for: another address was faster";
            report.Append(CultureInfo.InvariantCulture, $"address {Display.Escape(attempt.EndPoint.ToString()!)}: {fate}\n");
        }

        foreach (AddressObservation address in seen.Addresses)
        {
            AppendAddress(report, check, address);
        }

        AppendPhases(report, "", seen.Phases);
        if (seen.Addresses.IsEmpty && seen.Tls is { } tls)
        {
            TlsText.Append(report, "", tls);
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

    /// <summary>An address that was checked by itself.</summary>
    private static void AppendAddress(StringBuilder report, TcpCheck check, AddressObservation address)
    {
        string name = $"{Display.Escape(EndPointText.Of(address.EndPoint))} ";
        AppendPhases(report, name, address.Seen.Phases);
        string failed = address.Seen.Failure is { } failure ? Display.Escape(failure.Message) : "";
        string fate = !Passing.Is(check, address.Seen) ? failed : failed.Length == 0 ? "passed" : $"passed: {failed}";
        if (address.Seen.Tls is { } tls)
        {
            TlsText.Append(report, name, tls);
        }

        report.Append(CultureInfo.InvariantCulture, $"{name}in all: {address.Seen.ResponseTime.TotalSeconds:F6} s, {fate}\n");
    }

    private static void AppendPhases(StringBuilder report, string before, PhaseTimings phases)
    {
        AppendPhase(report, before, "resolve", phases.Resolve);
        AppendPhase(report, before, "connect", phases.Connect);
        AppendPhase(report, before, "proxy", phases.Proxy);
        AppendPhase(report, before, "TLS handshake", phases.Tls);
        AppendPhase(report, before, "first byte", phases.FirstByte);
        AppendPhase(report, before, "dialogue", phases.Dialogue);
    }

    private static void AppendPhase(StringBuilder report, string before, string name, TimeSpan? time)
    {
        if (time is { } taken)
        {
            report.Append(CultureInfo.InvariantCulture, $"{before}{name}: {taken.TotalSeconds:F6} s\n");
        }
    }
}
