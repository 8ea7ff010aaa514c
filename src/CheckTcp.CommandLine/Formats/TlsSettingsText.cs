using System.Text;
using CheckTcp.Probing.Tls;

namespace CheckTcp.CommandLine.Formats;

/// <summary>Says in words how TLS is spoken, as far as it is not as usual.</summary>
internal static class TlsSettingsText
{
    public static string Of(TlsSettings tls, Secrets secrets)
    {
        var text = new StringBuilder();
        if ((tls.MinVersion, tls.MaxVersion) != (TlsSettings.Verified.MinVersion, TlsSettings.Verified.MaxVersion))
        {
            text.Append(TlsVersionText.Of(tls.MinVersion));
            text.Append(tls.MinVersion == tls.MaxVersion ? "" : $" to {TlsVersionText.Of(tls.MaxVersion)}");
        }
        else
        {
            text.Append("TLS");
        }

        text.Append(tls.VerifyCertificate ? "" : " with any certificate");
        text.Append(tls.ServerName is { } name ? $" for {secrets.Mask(name)}" : "");
        text.Append(tls.CaFile is { } roots ? $", trusting {secrets.Mask(InlinePem.NameOf(roots))}" : "");
        text.Append(tls.ClientCertificate is { } client ? $", as the client in {secrets.Mask(InlinePem.NameOf(client.File))}" : "");
        text.Append(tls.AllowLegacy ? ", allowing what old servers need" : "");
        text.Append(tls.ApplicationProtocols.Count > 0 ? $", offering {string.Join(" or ", tls.ApplicationProtocols.Select(secrets.Mask))}" : "");
        text.Append(tls.Pins.Count > 0 ? $", pinned to {string.Join(" or ", tls.Pins)}" : "");
        text.Append(tls.OcspStapling switch
        {
            OcspStapling.Asked => ", asking for an OCSP staple",
            OcspStapling.Required => ", requiring an OCSP staple",
            _ => "",
        });
        text.Append(tls.ExpectedAlertName is { } alert ? $", expected to be refused with TLS alert {alert}" : "");
        return text.ToString();
    }
}
