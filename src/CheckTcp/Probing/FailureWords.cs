using System.Globalization;

namespace CheckTcp.Probing;

/// <summary>The words of failure messages; monitors match on them, so they stay.</summary>
internal static class FailureWords
{
    /// <summary>What a thread that cannot be started comes to, too.</summary>
    public const string NoMemory =
        "no memory or no thread left on this machine; raise its limits (ulimit -u, ulimit -v), or those of its unit or container";

    public static string Of(Phase phase) => phase switch
    {
        Phase.Resolve => "resolve",
        Phase.Connect => "connect to",
        Phase.Proxy => "proxy",
        Phase.Tls => "TLS handshake with",
        Phase.Send => "send to",
        Phase.Expect => "receive from",
        _ => "send quit to",
    };

    public static string Of(FailureCause cause) => cause switch
    {
        FailureCause.Refused => "connection refused",
        FailureCause.Open => "unexpectedly open",
        FailureCause.TimedOut => "timed out",
        FailureCause.Unreachable => "network or host unreachable",
        FailureCause.Reset => "connection reset by peer",
        FailureCause.Closed => "connection closed by peer",
        FailureCause.NameNotFound => "name not found",
        FailureCause.ResolverFailed => "temporary failure in name resolution",
        FailureCause.NoSuchSocket => "no such socket",
        FailureCause.NotASocket => "the file is no socket",
        FailureCause.PermissionDenied => "permission denied",
        FailureCause.CertificateSelfSigned => "certificate refused: self-signed",
        FailureCause.CertificateUnknownIssuer => "certificate refused: unknown issuer",
        _ => "failed",
    };

    /// <summary>The deadline passed in an attempt that began late: it had less time than that.</summary>
    public static string CutOffAfter(TimeSpan timeout) =>
        string.Create(CultureInfo.InvariantCulture, $"cut off by the timeout of {timeout.TotalSeconds:0.######} s");

    /// <summary>The deadline passed: says how long that was.</summary>
    public static string TimedOutAfter(TimeSpan timeout) =>
        string.Create(CultureInfo.InvariantCulture, $"timed out after {timeout.TotalSeconds:0.######} s");
}
