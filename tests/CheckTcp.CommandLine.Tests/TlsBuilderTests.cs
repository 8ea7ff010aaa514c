using CheckTcp.TestSupport;
using static CheckTcp.CommandLine.Tests.Reading;

namespace CheckTcp.CommandLine.Tests;

public sealed class TlsBuilderTests : IDisposable
{
    private const string Pin = "sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Without_options_nothing_is_special()
    {
        Assert.Null(Check("-p1").Tls);
        Assert.Same(TlsSettings.Verified, Check("-Sp1").Tls);
        Assert.Same(TlsSettings.Unverified, Check("-Sp1", "--no-check-certificate").Tls);
    }

    [Fact]
    public void Every_option_finds_its_place()
    {
        string ca = _folder.Write("ca.pem", "x"), certificate = _folder.Write("c.pem", "x"), key = _folder.Write("c.key", "x"),
            password = _folder.Write("password", "x");

        TcpCheck check = Check(
            "-Sp1", "--sni", "a.example", "--ca-file", ca, "--client-cert", certificate, "--client-key", key,
            "--key-password-file", password, "--tls-min", "1.2", "--tls-max", "1.3", "--alpn", "h2, http/1.1",
            "--pin", Pin, "--pin", Pin.Replace("U=", "Q="), "--ocsp-staple", "Require", "--tls-legacy", "--expect-tls-alert", "certificate_required");

        Assert.Equal(
            new TlsSettings
            {
                ServerName = "a.example",
                CaFile = ca,
                ClientCertificate = new ClientCertificate(certificate) { KeyFile = key, PasswordFile = password },
                ApplicationProtocols = ["h2", "http/1.1"],
                Pins = [PinOf(Pin), PinOf(Pin.Replace("U=", "Q="))],
                OcspStapling = OcspStapling.Required,
                AllowLegacy = true,
                ExpectedAlert = 116,
            },
            check.Tls);
    }

    [Theory]
    [InlineData("1.0", TlsVersion.Tls10)]
    [InlineData("1.1", TlsVersion.Tls11)]
    [InlineData("TLS1.2", TlsVersion.Tls12)]
    [InlineData("tlsv1.3", TlsVersion.Tls13)]
    [InlineData("TLSv1", TlsVersion.Tls10)]
    public void A_version_is_written_in_any_usual_way(string text, TlsVersion version) =>
        Assert.Equal(version, Check("-Sp1", "--tls-min", text).Tls!.MinVersion);

    [Theory]
    [InlineData("_sip.example.com")] // what DNS allows and a host name does not
    [InlineData("r1---sn.example.com")]
    public void A_name_of_DNS_is_taken_for_SNI(string name) => Assert.Equal(name, Check("-Sp1", "--sni", name).Tls!.ServerName);

    [Fact]
    public void A_maximum_below_the_usual_minimum_lowers_it()
    {
        TlsSettings settings = Check("-Sp1", "--tls-max=1.1").Tls!;

        Assert.Equal((TlsVersion.Tls11, TlsVersion.Tls11), (settings.MinVersion, settings.MaxVersion));
    }

    [Theory]
    [InlineData("--sni=a")]
    [InlineData("--ca-file=/dev/null")]
    [InlineData("--client-cert=/dev/null")]
    [InlineData("--client-key=/dev/null")]
    [InlineData("--tls-min=1.2")]
    [InlineData("--tls-max=1.2")]
    [InlineData("--alpn=h2")]
    [InlineData($"--pin={Pin}")]
    [InlineData("--ocsp-staple=ask")]
    [InlineData("--expect-tls-alert=40")]
    [InlineData("--tls-legacy")]
    public void An_option_about_TLS_without_TLS_is_senseless(string option)
    {
        string name = option.Split('=')[0];

        Assert.Equal($"{name} is about TLS, which is not spoken: give --ssl or --starttls", Senseless("-p1", option).Message);
    }

    [Theory]
    [InlineData("--sni a b: no certificate could bear that name; give a host name or an address", "--sni", "a b")]
    [InlineData("--ca-file /no/file: there is no such file", "--ca-file", "/no/file")]
    [InlineData("--client-cert /no/file: there is no such file", "--client-cert", "/no/file")]
    [InlineData("a client's key needs its certificate: give --client-cert", "--client-key", "/dev/null")]
    [InlineData("--tls-min 1.4: there is no such version; take 1.0, 1.1, 1.2 or 1.3", "--tls-min", "1.4")]
    [InlineData("--tls-min 1.3 is newer than --tls-max 1.2: give the older one first", "--tls-min", "1.3", "--tls-max", "1.2")]
    [InlineData("--alpn h2,,: give names of 1 to 255 bytes, each once and parted by commas, such as h2,http/1.1", "--alpn", "h2,,")]
    [InlineData("--alpn h2,h2: give names of 1 to 255 bytes, each once and parted by commas, such as h2,http/1.1", "--alpn", "h2,h2")]
    [InlineData("--certificate 14,30: CRITICAL would come before WARNING; give the more days first, such as 30,14", "-D", "14,30")]
    [InlineData("--pin sha1/x: give sha256/ and the base64 of the key's SHA-256, 44 characters, as --json shows it", "--pin", "sha1/x")]
    [InlineData("--ocsp-staple maybe: take ask or require", "--ocsp-staple", "maybe")]
    [InlineData(
        "--ocsp-staple: without a verified chain nobody knows whose word it is; leave out --no-check-certificate",
        "--ocsp-staple", "ask", "--no-check-certificate")]
    [InlineData(
        "--expect-tls-alert no: there is no such alert; take a name of RFC 8446 section 6 such as certificate_required, or its number",
        "--expect-tls-alert", "no")]
    [InlineData(
        "--expect-tls-alert needs a connection, which --expect-closed is to be spared: leave one of them out", "--expect-tls-alert", "40", "-C")]
    public void A_value_that_makes_no_sense_is_told_with_the_mend(string fault, params string[] arguments) =>
        Assert.Equal(fault, Senseless(["-Sp1", .. arguments]).Message);

    [Fact]
    public void More_protocols_than_a_greeting_has_room_for_are_refused()
    {
        string many = string.Join(',', Enumerable.Range(0, 8000).Select(number => $"p{number}"));

        Assert.Contains(": at most 32768 bytes in all; give fewer names", Senseless("-Sp1", "--alpn", many).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TlsSettings { ApplicationProtocols = [.. many.Split(',')] });
    }

    [Fact]
    public void Versions_the_wrong_way_round_are_senseless_also_where_a_step_starts_TLS() => Assert.Contains(
        "is newer than", Senseless("--starttls=smtp", "--tls-min=1.3", "--tls-max=1.2").Message, StringComparison.Ordinal);

    [Fact]
    public void A_key_beside_PKCS12_is_senseless()
    {
        string file = _folder.Write("c.p12", "x");

        Assert.Equal(
            "--client-key: a PKCS#12 file brings its own key; leave it out", Senseless("-Sp1", "--client-cert", file, "--client-key", file).Message);
    }

    [Theory]
    [InlineData("30", 30, null)]
    [InlineData("30,14", 30, 14)]
    [InlineData("0.5,0", 0.5, 0)]
    public void Days_turn_TLS_on(string text, double warning, int? critical)
    {
        TcpCheck check = Check("-p1", "-D", text);

        Assert.Same(TlsSettings.Verified, check.Tls);
        Assert.Equal(TimeSpan.FromDays(warning), check.Thresholds.CertificateWarning);
        Assert.Equal(critical is { } days ? TimeSpan.FromDays(days) : null, check.Thresholds.CertificateCritical);
    }

    [Fact]
    public void A_step_that_starts_TLS_does_it_as_the_options_say_and_days_leave_it_there()
    {
        TcpCheck check = Check("-p1", "-D30", "--tls-max=1.2", "--step=expect=^220", "--step=starttls");

        Assert.Null(check.Tls);
        Assert.Equal(new TlsSettings { MaxVersion = TlsVersion.Tls12 }, Assert.IsType<StartTlsStep>(check.Steps[1]).Settings);
        Assert.Equal(TimeSpan.FromDays(30), check.Thresholds.CertificateWarning);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("30,")]
    [InlineData("30,14,7")]
    [InlineData("30d")]
    public void What_is_no_number_of_days_cannot_be_read(string text) =>
        Assert.Contains("not a number of days such as 30, or two such as 30,14", UsageError("-p1", $"--certificate={text}"), StringComparison.Ordinal);

    [Theory]
    [InlineData("-1")]
    [InlineData("30,-1")]
    [InlineData("NaN")]
    [InlineData("40000")]
    public void Days_that_no_certificate_has_are_senseless(string text) =>
        Assert.Equal("--certificate: give 0 to 36500 days, such as 30,14", Senseless("-p1", $"--certificate={text}").Message);

    private static PublicKeyPin PinOf(string text) => PublicKeyPin.TryParse(text, out PublicKeyPin? pin) ? pin : throw new FormatException(text);
}
