using System.Text;
using CheckTcp.Checks;
using CheckTcp.CommandLine;
using CheckTcp.Dialogue;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Execution;

namespace CheckTcp.Monitor.Configuration;

/// <summary>Says in words what a program does.</summary>
internal static class ProgramText
{
    public static string Describe(CheckProgram program) => program switch
    {
        ChildProgram child => OfChild(child),
        TcpProgram { Command: RunCommand run } => $"in process: {run.Check.Secrets.Mask(OfCheck(run.Check))}",
        TcpProgram { Command: SenselessCommand senseless } => $"nothing: {senseless.Result.Line}",
        TcpProgram { Command: UsageErrorCommand error } => $"nothing: {error.Message}",
        _ => "nothing: prints help, the services or the version",
    };

    /// <summary>The values of variables stay untold: they are where secrets are put.</summary>
    private static string OfChild(ChildProgram child) =>
        $"child: {string.Join(' ', Secrecy.Hide(child.Arguments).Select(Quoted))}"
        + (child.User is { } user ? $", as {user}" : "")
        + (child.Environment.IsEmpty ? "" : $", with {string.Join(", ", child.Environment.Keys.Order(StringComparer.Ordinal))} set");

    private static string Quoted(string argument) =>
        argument.Length > 0
        && argument.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=,@%+^".Contains(letter, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string OfCheck(TcpCheck check)
    {
        var text = new StringBuilder($"{check.Name} at {check.Target.Address}");
        AppendRoute(text, check);
        text.Append(!check.ExpectClosed ? "" : check.ClosedBy == ClosedBy.Refused ? ", expected to refuse" : ", expected closed");
        if (check.Tls is { } tls)
        {
            text.Append(", ").Append(TlsSettingsText.Of(tls));
        }

        foreach (Step step in check.Steps)
        {
            text.Append(", ").Append(OfStep(step));
        }

        AppendThresholds(text, "warning", check.Thresholds.Warning, check.Thresholds.WarningPhases);
        AppendThresholds(text, "critical", check.Thresholds.Critical, check.Thresholds.CriticalPhases);
        string certificate = check.Thresholds.ServerCertificateOnly ? "server's certificate " : "certificate ";
        AppendThreshold(text, "warning", certificate, check.Thresholds.CertificateWarning, "under");
        AppendThreshold(text, "critical", certificate, check.Thresholds.CertificateCritical, "under");
        AppendStatus(text, "refused", check.RefusedStatus);
        AppendStatus(text, "mismatch", check.MismatchStatus);
        text.Append(check.HideResponse ? ", answer not shown" : "");
        text.Append($", timeout {DurationText.Show(check.Limits.Timeout)}");
        return check.Retries is not { } retries ? text.ToString()
            : text.Append($", tried again up to {retries.Count} times after {DurationText.Show(retries.Delay)}").ToString();
    }

    private static void AppendRoute(StringBuilder text, TcpCheck check)
    {
        text.Append(check.Route.Source is { } source ? $", from {source}" : "");
        text.Append(check.Route.Proxy is { } proxy ? $", through {proxy}" : "");
        text.Append(check.Route.ProxyProtocol is { } version ? $", PROXY protocol {(int)version}" : "");
        text.Append(check.AllAddresses is not { } quorum ? "" : quorum.Count is { } count ? $", at least {count} of all addresses" : ", all addresses");
    }

    private static string OfStep(Step step) => step switch
    {
        SendStep send => $"send {Spoken(send.Bytes)}",
        SendTemplateStep send => $"send \"{send.Text}\"",
        WaitStep wait => $"wait {DurationText.Show(wait.Duration)}",
        ExpectStep expect => $"expect \"{expect.Pattern}\""
            + string.Concat(expect.Alternatives.Select(pattern => $" or \"{pattern}\""))
            + string.Concat(expect.Requirements.Select(pattern => $" and \"{pattern}\""))
            + (expect.QuietAfter is { } quiet ? $" before {DurationText.Show(quiet)} of silence" : ""),
        ExpectLineStep expect => $"expect line \"{expect.Pattern}\"",
        ExpectBytesStep expect => $"expect bytes {expect.Pattern}",
        ExpectFrameStep expect => $"expect message {expect.Pattern}",
        RejectStep reject => $"reject \"{reject.Pattern}\"",
        StartTlsStep start => $"start {TlsSettingsText.Of(start.Settings)}",
        LabelStep label => $"\"{label.Text}\":",
        RecordStep record => $"record {record.Name} as \"{record.Value}\"",
        QuitStep quit => $"quit with {Spoken(quit.Bytes)}",
        _ => throw new System.Diagnostics.UnreachableException($"A step without words: {step.GetType()}"),
    };

    private static void AppendThresholds(StringBuilder text, string status, TimeSpan? total, PhaseThresholds phases)
    {
        AppendThreshold(text, status, "", total);
        foreach ((string phase, TimeSpan? threshold) in phases.InOrder())
        {
            AppendThreshold(text, status, $"{phase} ", threshold);
        }
    }

    private static void AppendThreshold(StringBuilder text, string status, string what, TimeSpan? threshold, string beyond = "over") =>
        text.Append(threshold is { } time ? $", {status} {what}{beyond} {DurationText.Show(time)}" : "");

    private static void AppendStatus(StringBuilder text, string what, Status? status) =>
        text.Append(status is { } known ? $", {what} is {known.ToText()}" : "");

    private static string Spoken(ReadOnlyMemory<byte> bytes) => $"\"{ByteText.Decode(bytes.Span)}\"";
}
