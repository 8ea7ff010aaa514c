using System.Globalization;
using System.Text;

namespace CheckTcp.CommandLine.Formats;

/// <summary>Says in words what a check does, as far as it is not as usual. Secrets (<see cref="TcpCheck.Secrets"/>) and credentials are not
/// told.</summary>
public static class CheckText
{
    /// <summary>All of it in one sentence. It may hold any character; escape it before it is shown.</summary>
    /// <param name="check">The check.</param>
    /// <param name="showsSent">Whether to show what is sent; a backslash in it stands twice, so that <c>\r</c> and a carriage return differ
    /// once that is escaped.</param>
    public static string InOneLine(TcpCheck check, bool showsSent = true) =>
        string.Join(", ", Parts(check, showsSent).Select(part => part.Words));

    /// <summary>One line for each part, each with its end and fit to be shown. Steps have the numbers that failures tell; what is sent stays
    /// untold, for it may be a password that was not named as a secret.</summary>
    internal static string InLines(TcpCheck check)
    {
        var text = new StringBuilder();
        foreach ((int? step, string words) in Parts(check, showsSent: false))
        {
            string number = step is { } known ? string.Create(CultureInfo.InvariantCulture, $"step {known}: ") : "";
            text.Append(number).Append(Display.Escape(words)).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<(int? Step, string Words)> Parts(TcpCheck check, bool showsSent)
    {
        IEnumerable<string> before = [$"{check.Name} at {check.Secrets.Mask(check.Target.Address)}", .. Route(check), .. Ending(check)];
        return
        [
            .. before.Select(words => ((int?)null, words)),
            .. check.Steps.Select((step, i) => ((int?)(i + 1), Words(step, check.Secrets, showsSent))),
            .. Judgement(check).Concat(Limits(check)).Select(words => ((int?)null, words)),
        ];
    }

    private static IEnumerable<string> Route(TcpCheck check)
    {
        if (check.Target.Families != AddressFamilies.Any)
        {
            yield return check.Target.Families == AddressFamilies.IPv4 ? "IPv4 only" : "IPv6 only";
        }

        if (check.Route.Source is { } source)
        {
            yield return $"from {check.Secrets.Mask($"{source}")}";
        }

        if (check.Route.Proxy is { } proxy)
        {
            yield return $"through {proxy.Scheme}://{check.Secrets.Mask(proxy.Authority)}";
        }

        if (check.Route.ProxyProtocol is { } version)
        {
            yield return version == ProxyProtocolVersion.Version2Local ? "PROXY protocol 2 (LOCAL)" : Invariant($"PROXY protocol {(int)version}");
        }

        if (check.AllAddresses is { } quorum)
        {
            yield return quorum.Count is { } count ? Invariant($"at least {count} of all addresses") : "all addresses";
        }
    }

    private static IEnumerable<string> Ending(TcpCheck check)
    {
        if (check.ExpectClosed)
        {
            yield return check.ClosedBy == ClosedBy.Refused ? "expected to refuse" : "expected closed";
        }

        if (check.Tls is { } tls)
        {
            yield return TlsSettingsText.Of(tls, check.Secrets);
        }
    }

    private static string Words(Step step, Secrets secrets, bool showsSent) => step switch
    {
        SendStep send => showsSent ? $"send {Sent(ByteText.Decode(send.Bytes.Span), secrets)}" : "send",
        SendTemplateStep send => showsSent ? $"send {Sent(send.Text.Text, secrets)}" : "send",
        WaitStep wait => $"wait {DurationWords.Of(wait.Duration)}",
        ExpectStep expect => $"expect {Quoted(expect.Pattern, secrets)}"
            + string.Concat(expect.Alternatives.Select(pattern => $" or {Quoted(pattern, secrets)}"))
            + string.Concat(expect.Requirements.Select(pattern => $" and {Quoted(pattern, secrets)}"))
            + (expect.QuietAfter is { } quiet ? $" before {DurationWords.Of(quiet)} of silence" : ""),
        ExpectLineStep expect => $"expect line {Quoted(expect.Pattern, secrets)}",
        ExpectBytesStep expect => $"expect bytes {secrets.Mask(expect.Pattern.Text)}",
        ExpectFrameStep expect => $"expect message {secrets.Mask(expect.Pattern.Text)}",
        RejectStep reject => $"reject {Quoted(reject.Pattern, secrets)}",
        StartTlsStep start => $"start {TlsSettingsText.Of(start.Settings, secrets)}",
        LabelStep label => $"{Quoted(label.Text, secrets)}:",
        RecordStep record => $"record {secrets.Mask(record.Name)} as {Quoted(record.Value, secrets)}",
        QuitStep quit => showsSent ? $"quit with {Sent(ByteText.Decode(quit.Bytes.Span), secrets)}" : "quit",
        _ => throw new System.Diagnostics.UnreachableException($"A step without words: {step.GetType()}"),
    };

    private static IEnumerable<string> Judgement(TcpCheck check)
    {
        Thresholds thresholds = check.Thresholds;
        string certificate = thresholds.ServerCertificateOnly ? "server's certificate" : "certificate";
        return
        [
            .. Times("warning", thresholds.Warning, thresholds.WarningPhases),
            .. Times("critical", thresholds.Critical, thresholds.CriticalPhases),
            .. Only($"warning {certificate} under", thresholds.CertificateWarning),
            .. Only($"critical {certificate} under", thresholds.CertificateCritical),
            .. check.FailureStatus == Status.Critical ? [] : Only("failure", check.FailureStatus),
            .. Only("refused", check.RefusedStatus),
            .. Only("mismatch", check.MismatchStatus),
            .. Mapped(check.StatusMap),
        ];
    }

    private static IEnumerable<string> Times(string status, TimeSpan? total, PhaseThresholds phases) =>
        [.. Only($"{status} over", total), .. phases.InOrder().SelectMany(phase => Only($"{status} {phase.Phase} over", phase.Threshold))];

    private static IEnumerable<string> Only(string before, TimeSpan? time) => time is { } known ? [$"{before} {DurationWords.Of(known)}"] : [];

    private static IEnumerable<string> Only(string what, Status? status) => status is { } known ? [$"{what} is {known.ToText()}"] : [];

    private static IEnumerable<string> Mapped(StatusMap map) => Enum.GetValues<Status>()
        .Where(status => map[status] != status)
        .Select(status => $"{status.ToText()} told as {map[status].ToText()}");

    private static IEnumerable<string> Limits(TcpCheck check)
    {
        if (check.HideResponse)
        {
            yield return "answer not shown";
        }

        if (check.KeepsTranscript)
        {
            yield return "transcript kept";
        }

        if (check.Limits.MaxBytes is { } bytes)
        {
            yield return Invariant($"answer read up to {bytes} bytes");
        }

        yield return $"timeout {DurationWords.Of(check.Limits.Timeout)}";
        if (check.Retries is { } retries)
        {
            yield return Invariant($"tried again up to {retries.Count} times after {DurationWords.Of(retries.Delay)}");
        }
    }

    private static string Sent(string text, Secrets secrets) => $"\"{secrets.Mask(text).Replace(@"\", @"\\", StringComparison.Ordinal)}\"";

    private static string Quoted(object text, Secrets secrets) => $"\"{secrets.Mask($"{text}")}\"";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
