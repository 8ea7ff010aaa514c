namespace CheckTcp.Tests.Definition;

public class TlsSettingsTests
{
    [Fact]
    public void Settings_with_the_same_lists_are_the_same()
    {
        Assert.Equal(Settings(), Settings());
        Assert.Equal(Settings().GetHashCode(), Settings().GetHashCode());
        Assert.NotEqual(Settings(), Settings() with { ApplicationProtocols = ["http/1.1", "h2"] });
        Assert.NotEqual(Settings(), Settings() with { Pins = [] });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public void A_protocol_that_ALPN_cannot_carry_is_refused(int length) =>
        Assert.Throws<ArgumentException>(() => new TlsSettings { ApplicationProtocols = [new string('a', length)] });

    [Fact]
    public void A_protocol_may_have_255_bytes() => Assert.Single(new TlsSettings { ApplicationProtocols = [new string('a', 255)] }.ApplicationProtocols);

    [Theory]
    [InlineData("a.p12", true)]
    [InlineData("a.PFX", true)]
    [InlineData("a.pem", false)]
    [InlineData("p12", false)]
    public void The_name_of_a_client_certificate_tells_its_form(string file, bool isPkcs12) =>
        Assert.Equal(isPkcs12, new ClientCertificate(file).IsPkcs12);

    private static TlsSettings Settings() => new() { ApplicationProtocols = ["h2", "http/1.1"], Pins = [PublicKeyPin.Of([1])] };
}
