using System.Globalization;
using System.Text.Json;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Facade;
using Spectre.Console;

namespace CheckTcp.Monitor.Commands;

/// <summary>All that is known of one check for people.</summary>
internal static class CheckOutput
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, CheckView check)
    {
        console.MarkupLine($"{Shown.Line(check.Name)} {Shown.Status(check.Status)} {Shown.Line(check.Message ?? "")}");
        foreach ((string name, string value) in Lines(check))
        {
            console.WriteLine($"  {name}: {Display.Escape(value)}");
        }
    }

    private static IEnumerable<(string Name, string Value)> Lines(CheckView check)
    {
        if (check.Cause.Length > 0)
        {
            yield return ("cause", check.Cause);
        }

        if (check.LastRunAt is not null)
        {
            string time = check.ResponseTime is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", {seconds:F3} s") : "";
            yield return ("last run", Shown.Moment(check.LastRunAt) + time);
        }

        if (check.NextRunAt is not null)
        {
            yield return ("next run", Shown.Moment(check.NextRunAt));
        }

        if (check.AlertId is { } id)
        {
            yield return ("alert", string.Create(CultureInfo.InvariantCulture, $"{id}, {check.Attempts} runs in a row not OK"));
        }

        foreach (AddressFacts address in check.Addresses ?? [])
        {
            yield return ("address", address.Failure is null ? $"{address} passed" : address.ToString());
        }

        foreach (CertificateView certificate in check.Certificates ?? [])
        {
            yield return ("certificate", Words(certificate));
        }

        if (check.CertificateChanges is > 0 and { } changes)
        {
            yield return ("new certificates", string.Create(CultureInfo.InvariantCulture, $"{changes} since the daemon started"));
        }

        if (check.Memo is { } memo)
        {
            yield return ("memo", memo);
        }

        if (check.Labels is { } labels)
        {
            yield return ("labels", string.Join(", ", labels.Select(label => $"{label.Key}={label.Value}")));
        }
    }

    private static string Words(CertificateView certificate)
    {
        FirstToExpireView first = certificate.FirstToExpire;
        string issuer = certificate.Handshake?.TryGetProperty("issuer", out JsonElement name) == true ? $" issued by {name}" : "";
        return $"{certificate.Subject}{issuer}, until {Until(certificate.NotAfter, certificate.DaysLeft)}"
            + (first.NotAfter < certificate.NotAfter ? $", its issuer {first.Subject} until {Until(first.NotAfter, first.DaysLeft)}" : "")
            + (certificate.ChainTrusted ? "" : ", not trusted")
            + $", seen from {Shown.Moment(certificate.Since)} to {Shown.Moment(certificate.LastSeen)}, SHA-256 {certificate.Sha256Fingerprint}";
    }

    private static string Until(DateTimeOffset end, double daysLeft) => Shown.Moment(end)
        + (daysLeft < 0 ? " (expired)" : string.Create(CultureInfo.InvariantCulture, $" ({daysLeft:0.##} days left)"));
}
