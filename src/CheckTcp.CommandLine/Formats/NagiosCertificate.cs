using System.Globalization;
using CheckTcp.Probing;

namespace CheckTcp.CommandLine.Formats;

/// <summary>The line of a watched certificate in the words of <c>check_tcp</c> of the Monitoring Plugins project.</summary>
/// <param name="Status">The status that the certificate deserves, the check's status map applied.</param>
/// <param name="Line">Without its end.</param>
internal sealed record NagiosCertificate(Status Status, string Line)
{
    /// <returns><c>null</c> where no certificate is watched, none was shown, or a failure is told instead.</returns>
    public static NagiosCertificate? Of(TcpCheck check, Observation seen)
    {
        if (!check.Thresholds.WatchCertificates || !Passing.IsAnswered(check, seen) || seen.Tls is not { } session)
        {
            return null;
        }

        CertificateWatch watch = CertificateWatch.Of(check, seen);
        Status status = check.StatusMap[watch.Status];
        string words = watch.Expiring is { } expiring ? WordsOf(expiring)
            : watch.Status == Status.Ok && CertificateFacts.Of(session) is { } facts ? WordsOf(facts)
            : "Cannot retrieve server certificate.";
        return new(status, $"{status.ToText()} - {words}");
    }

    private static string WordsOf(CertificateFacts facts) =>
        $"{Named(facts.CommonName is { } name ? CertificateWatch.Shown(name) : null)} will expire on {Date(facts.NotAfter)}.";

    /// <summary>In whole days, hours or minutes; only days end in a full stop there.</summary>
    private static string WordsOf(ExpiringCertificate expiring)
    {
        string named = Named(expiring.CommonName, expiring.IsServers ? "" : " of the issuer") + (expiring.Address is { } address ? $" at {address}" : "");
        string end = Date(expiring.NotAfter);
        return expiring.Left switch
        {
            { Ticks: < 0 } => $"{named} expired on {end}.",
            { Days: > 0 } left => string.Create(CultureInfo.InvariantCulture, $"{named} expires in {left.Days} day(s) ({end})."),
            { Hours: > 0 } left => string.Create(CultureInfo.InvariantCulture, $"{named} expires in {left.Hours} hours ({end})"),
            var left => string.Create(CultureInfo.InvariantCulture, $"{named} expires in {left.Minutes} minutes ({end})"),
        };
    }

    private static string Named(string? commonName, string whose = "") => $"Certificate{whose} '{commonName ?? "Unknown CN"}'";

    /// <summary><c>Sat Mar  6 01:24:11 2027 +0000</c>, as C's <c>%c %z</c> has it.</summary>
    private static string Date(DateTimeOffset at)
    {
        DateTime utc = at.UtcDateTime;
        return string.Create(CultureInfo.InvariantCulture, $"{utc:ddd MMM} {utc.Day,2} {utc:HH:mm:ss yyyy} +0000");
    }
}
