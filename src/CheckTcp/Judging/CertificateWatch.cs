using System.Globalization;
using CheckTcp.Probing;

namespace CheckTcp;

/// <summary>How much time the certificates of a run have left, against the thresholds for it.</summary>
/// <param name="Status">The status that it deserves.</param>
/// <param name="Words">Why, where it is not OK; else empty.</param>
internal sealed record CertificateWatch(Status Status, string Words)
{
    private const int ShownSubjectCharacters = 200;

    private static readonly CertificateWatch Fine = new(Status.Ok, "");
    private static readonly CertificateWatch Unreadable = new(Status.Critical, "certificate cannot be read, so nobody knows when it expires");

    private static readonly CertificateWatch Unseen = new(Status.Critical, "the server refused before its certificate was seen, so nobody knows when it expires");

    /// <summary>The certificate that has too little time left.</summary>
    public ExpiringCertificate? Expiring { get; private init; }

    /// <summary>Judges the certificates of a run that was answered, or refused as wanted; where each address is checked by itself, the worst
    /// of those that were.</summary>
    public static CertificateWatch Of(TcpCheck check, Observation seen)
    {
        if (!check.Thresholds.WatchCertificates)
        {
            return Fine;
        }

        if (seen.Addresses.IsEmpty)
        {
            return Passing.IsMeasured(check, seen) ? Of(check.Thresholds, seen, null) : Fine;
        }

        if (Passing.AddressesFail(check, seen))
        {
            return Fine; // a failure is told instead
        }

        CertificateWatch worst = Fine;
        foreach (AddressObservation address in seen.Addresses)
        {
            string name = Display.Escape(EndPointText.Of(address.EndPoint));
            CertificateWatch its = Passing.IsMeasured(check, address.Seen) ? Of(check.Thresholds, address.Seen, name) : Fine;
            worst = its.Status > worst.Status || (its.Status == worst.Status && its.Expiring?.Left < worst.Expiring?.Left) ? its : worst;
        }

        return worst;
    }

    /// <summary>Judges the certificate whose time ends first: the server's own, or one above it.</summary>
    private static CertificateWatch Of(Thresholds thresholds, Observation seen, string? address)
    {
        bool isRefused = seen.Failure?.TlsAlert is not null;
        if (isRefused && seen.Tls is not { Certificate.IsEmpty: false })
        {
            return At(address, Unseen);
        }

        if (seen.Tls is not { } session)
        {
            return Fine;
        }

        CertificateFacts? servers = CertificateFacts.Of(session);
        CertificateFacts? first = thresholds.ServerCertificateOnly ? servers : CertificateFacts.OfFirstToExpire(session, servers);
        if (servers is null || first is null)
        {
            return At(address, Unreadable);
        }

        TimeSpan left = first.NotAfter - session.At;
        Status status = thresholds.StatusOfCertificate(left);
        if (status == Status.Ok)
        {
            return Fine;
        }

        var expiring = new ExpiringCertificate(Shown(first.Subject), first == servers, first.NotAfter, left)
        {
            CommonName = first.CommonName is { } name ? Shown(name) : null,
            Address = address,
        };
        return new(status, WordsOf(expiring)) { Expiring = expiring };
    }

    private static CertificateWatch At(string? address, CertificateWatch watch) =>
        address is null ? watch : watch with { Words = $"{address}: {watch.Words}" };

    /// <summary>A name from a certificate, fit to be shown: it may be of any length.</summary>
    public static string Shown(string name) => Display.Escape(name, ShownSubjectCharacters);

    /// <summary><c>certificate expires in 6 days (2026-12-02 10:00:00Z)</c>, <c>certificate at [::1]:443 expired on ...</c>.</summary>
    private static string WordsOf(ExpiringCertificate expiring)
    {
        string which = expiring.IsServers ? "certificate" : $"certificate of the issuer {expiring.Subject}";
        which += expiring.Address is { } address ? $" at {address}" : "";
        string end = expiring.NotAfter.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return expiring.Left < TimeSpan.Zero ? $"{which} expired on {end}" : $"{which} expires in {Rough(expiring.Left)} ({end})";
    }

    /// <summary>Rounded down, as thresholds are read: with 6 days and 23 hours left, it is less than 7 days.</summary>
    private static string Rough(TimeSpan left)
    {
        (int count, string unit) = left switch
        {
            { TotalDays: >= 2 } => (left.Days, "days"),
            { TotalHours: >= 2 } => ((int)left.TotalHours, "hours"),
            _ => ((int)left.TotalMinutes, "minutes"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");
    }
}
