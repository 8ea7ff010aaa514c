using System.Globalization;
using System.Text;
using CheckTcp.Checks;
using CheckTcp.Probing.Conversations;

namespace CheckTcp.Verdicts;

/// <summary>A check as it was understood, for people who wonder what their options mean. Steps have the numbers that failures tell.</summary>
internal static class UnderstoodCheck
{
    /// <summary>A few lines of plain text, each with its end.</summary>
    public static string Describe(TcpCheck check)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"check: {Display.Escape(check.Name)}{(check.ExpectClosed ? ", expected to be closed" : "")}\n");
        text.Append(CultureInfo.InvariantCulture, $"target: {Where(check.Target)}\n");
        if (check.Tls is { } tls)
        {
            text.Append(CultureInfo.InvariantCulture, $"TLS: {(tls.VerifyCertificate ? "verified" : "any")} certificate\n");
        }

        for (int i = 0; i < check.Steps.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"step {i + 1}: {Display.Escape(StepNames.Words(check.Steps[i], check.Secrets))}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"timeout: {check.Limits.Timeout.TotalSeconds:0.######} s\n");
        AppendThresholds(text, "warning", check.Thresholds.Warning, check.Thresholds.WarningPhases);
        AppendThresholds(text, "critical", check.Thresholds.Critical, check.Thresholds.CriticalPhases);
        AppendDays(text, "warning", check.Thresholds.CertificateWarning);
        AppendDays(text, "critical", check.Thresholds.CertificateCritical);
        AppendStatus(text, "failed", check.FailureStatus);
        AppendStatus(text, "refused", check.RefusedStatus);
        AppendStatus(text, "mismatch", check.MismatchStatus);
        return text.ToString();
    }

    private static string Where(Target target)
    {
        if (target.SocketPath is { } path)
        {
            return $"socket {Display.Escape(path)}";
        }

        string families = target.Families switch
        {
            AddressFamilies.IPv4 => ", IPv4 only",
            AddressFamilies.IPv6 => ", IPv6 only",
            _ => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{Display.Escape(target.Host ?? "localhost")} port {target.Port}{families}");
    }

    private static void AppendThresholds(StringBuilder text, string status, TimeSpan? total, PhaseThresholds phases)
    {
        foreach ((string phase, TimeSpan? threshold) in phases.InOrder())
        {
            AppendThreshold(text, status, phase, threshold);
        }

        AppendThreshold(text, status, SlowPhase.Total, total);
    }

    private static void AppendThreshold(StringBuilder text, string status, string phase, TimeSpan? threshold)
    {
        if (threshold is { } time)
        {
            text.Append(CultureInfo.InvariantCulture, $"{status}: {phase} over {time.TotalSeconds:0.#######} s\n");
        }
    }

    private static void AppendDays(StringBuilder text, string status, TimeSpan? left)
    {
        if (left is { } time)
        {
            text.Append(CultureInfo.InvariantCulture, $"{status}: certificate with less than {time.TotalDays:0.####} days left\n");
        }
    }

    private static void AppendStatus(StringBuilder text, string what, Status? status)
    {
        if (status is { } known)
        {
            text.Append(CultureInfo.InvariantCulture, $"{what}: {known.ToText()}\n");
        }
    }
}
