using CheckTcp.CommandLine.Options;
using CheckTcp.Probing.Tls;

namespace CheckTcp.CommandLine.Building;

/// <summary>Makes the TLS settings of what the options said.</summary>
internal sealed class TlsBuilder(OptionValues values, List<string> faults)
{
    /// <param name="isSpoken">Whether TLS is spoken at all.</param>
    /// <returns><c>null</c> when it is not spoken.</returns>
    public TlsSettings? Build(bool isSpoken)
    {
        if (Array.TrueForAll(Options(), option => option.Value.Length == 0))
        {
            return !isSpoken ? null : values.SkipCertificateCheck ? TlsSettings.Unverified : TlsSettings.Verified;
        }

        if (!isSpoken)
        {
            JudgeIdleOptions();
            return null;
        }

        TlsVersion min = VersionOf("--tls-min", values.TlsMin, TlsVersion.Tls12);
        TlsVersion max = VersionOf("--tls-max", values.TlsMax, TlsVersion.Tls13);
        JudgeVersions(ref min, ref max);
        return new TlsSettings
        {
            VerifyCertificate = !values.SkipCertificateCheck,
            ServerName = ServerName(),
            CaFile = values.CaFile.Length == 0 ? null : Existing("--ca-file", values.CaFile),
            ClientCertificate = ClientCertificate(),
            MinVersion = min,
            MaxVersion = max,
            AllowLegacy = values.TlsLegacy,
            ApplicationProtocols = ApplicationProtocols(),
            Pins = Pins(),
            OcspStapling = Stapling(),
            ExpectedAlert = ExpectedAlert(),
        };
    }

    /// <summary>Options that say nothing without TLS.</summary>
    private void JudgeIdleOptions()
    {
        foreach ((string name, string value) in Options())
        {
            if (value.Length > 0)
            {
                faults.Add($"{name} is about TLS, which is not spoken: give --ssl or --starttls");
            }
        }
    }

    /// <summary>What says more than that TLS is spoken.</summary>
    private (string Name, string Value)[] Options() =>
    [
        ("--sni", values.ServerName),
        ("--ca-file", values.CaFile),
        ("--client-cert", values.ClientCertificate),
        ("--client-key", values.ClientKey),
        ("--key-password-file", values.KeyPasswordFile),
        ("--tls-min", values.TlsMin),
        ("--tls-max", values.TlsMax),
        ("--tls-legacy", values.TlsLegacy ? "yes" : ""),
        ("--alpn", values.Alpn),
        ("--pin", string.Concat(values.Pins)),
        ("--ocsp-staple", values.OcspStaple),
        ("--expect-tls-alert", values.ExpectedAlert),
    ];

    private string? ServerName()
    {
        if (values.ServerName.Length == 0)
        {
            return null;
        }

        if (!Probing.Tls.ServerName.IsPossible(values.ServerName))
        {
            faults.Add($"--sni {values.Quote(values.ServerName)}: no certificate could bear that name; give a host name or an address");
        }

        return values.ServerName;
    }

    /// <summary>What is in the file is only judged by the handshake that reads it.</summary>
    private string Existing(string option, string file)
    {
        if (!InlinePem.Is(file) && !File.Exists(file))
        {
            faults.Add($"{option} {values.Quote(file)}: there is no such file");
        }

        return file;
    }

    private ClientCertificate? ClientCertificate()
    {
        if (values.ClientCertificate.Length == 0)
        {
            if (values.ClientKey.Length > 0 || values.KeyPasswordFile.Length > 0)
            {
                faults.Add("a client's key needs its certificate: give --client-cert");
            }

            return null;
        }

        string? key = values.ClientKey.Length == 0 ? null : Existing("--client-key", values.ClientKey);
        var certificate = new ClientCertificate(Existing("--client-cert", values.ClientCertificate))
        {
            PasswordFile = values.KeyPasswordFile.Length == 0
                ? null
                : Existing("--key-password-file", values.KeyPasswordFile),
        };
        if (certificate.IsPkcs12 && key is not null)
        {
            faults.Add("--client-key: a PKCS#12 file brings its own key; leave it out");
            return certificate;
        }

        return certificate with { KeyFile = key };
    }

    private TlsVersion VersionOf(string option, string text, TlsVersion byDefault)
    {
        if (text.Length == 0)
        {
            return byDefault;
        }

        if (TlsVersionText.TryParse(text, out TlsVersion version))
        {
            return version;
        }

        faults.Add($"{option} {values.Quote(text)}: there is no such version; take 1.0, 1.1, 1.2 or 1.3");
        return byDefault;
    }

    /// <summary>A bound that is given moves the other's default out of its way.</summary>
    private void JudgeVersions(ref TlsVersion min, ref TlsVersion max)
    {
        if (min <= max)
        {
            return;
        }

        min = max;
        if (values.TlsMin.Length > 0)
        {
            faults.Add($"--tls-min {values.Quote(values.TlsMin)} is newer than --tls-max {values.Quote(values.TlsMax)}: give the older one first");
        }
    }

    private ValueList<string> ApplicationProtocols()
    {
        if (values.Alpn.Length == 0)
        {
            return [];
        }

        string[] names = values.Alpn.Split(',', StringSplitOptions.TrimEntries);
        if (!names.All(TlsSettings.IsApplicationProtocol) || names.Distinct().Count() != names.Length)
        {
            faults.Add($"--alpn {values.Quote(values.Alpn)}: give names of 1 to {TlsSettings.MaxApplicationProtocolBytes} bytes, "
                + "each once and parted by commas, such as h2,http/1.1");
            return [];
        }

        if (!TlsSettings.FitIntoGreeting(names))
        {
            faults.Add($"--alpn {values.Quote(values.Alpn)}: at most {TlsSettings.MaxApplicationProtocolsBytes} bytes in all; give fewer names");
            return [];
        }

        return [.. names];
    }

    private ValueList<PublicKeyPin> Pins()
    {
        var pins = new List<PublicKeyPin>();
        foreach (string text in values.Pins)
        {
            if (PublicKeyPin.TryParse(text, out PublicKeyPin? pin))
            {
                pins.Add(pin);
            }
            else
            {
                faults.Add($"--pin {values.Quote(text)}: give sha256/ and the base64 of the key's SHA-256, 44 characters, as --json shows it");
            }
        }

        return [.. pins];
    }

    private OcspStapling Stapling()
    {
        OcspStapling stapling = values.OcspStaple.ToLowerInvariant() switch
        {
            "ask" => OcspStapling.Asked,
            "require" => OcspStapling.Required,
            _ => OcspStapling.Ignored,
        };
        if (values.OcspStaple.Length > 0 && stapling == OcspStapling.Ignored)
        {
            faults.Add($"--ocsp-staple {values.Quote(values.OcspStaple)}: take ask or require");
        }
        else if (stapling != OcspStapling.Ignored && values.SkipCertificateCheck)
        {
            faults.Add("--ocsp-staple: without a verified chain nobody knows whose word it is; leave out --no-check-certificate");
        }

        return stapling;
    }

    private byte? ExpectedAlert()
    {
        if (values.ExpectedAlert.Length == 0)
        {
            return null;
        }

        if (values.ExpectClosed)
        {
            faults.Add("--expect-tls-alert needs a connection, which --expect-closed is to be spared: leave one of them out");
        }

        if (TlsAlert.TryParse(values.ExpectedAlert, out byte alert))
        {
            return alert;
        }

        faults.Add($"--expect-tls-alert {values.Quote(values.ExpectedAlert)}: there is no such alert; "
            + "take a name of RFC 8446 section 6 such as certificate_required, or its number");
        return null;
    }
}
