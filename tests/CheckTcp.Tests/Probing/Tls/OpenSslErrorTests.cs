using CheckTcp.Probing.Tls;

namespace CheckTcp.Tests.Probing.Tls;

public class OpenSslErrorTests
{
    [Theory]
    [InlineData(0x0A0000B5, OpenSslError.NoCiphers)]
    [InlineData(0x0A0000BF, OpenSslError.NoProtocols)]
    [InlineData(0x140A90BF, OpenSslError.NoProtocols)] // as OpenSSL 1.1 packs it
    [InlineData(0x0A00018A, OpenSslError.SmallDhKey)]
    [InlineData(0x0A000152, OpenSslError.LegacyRenegotiation)]
    public void An_error_of_its_TLS_has_a_reason(int code, int reason) => Assert.Equal(reason, OpenSslError.ReasonOf(code));

    [Fact]
    public void An_error_of_another_part_has_none() => Assert.Null(OpenSslError.ReasonOf(0x020000B5));
}
