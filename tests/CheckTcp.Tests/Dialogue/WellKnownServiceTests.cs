using CheckTcp.Dialogue;
using CheckTcp.Patterns;

namespace CheckTcp.Tests.Dialogue;

public class WellKnownServiceTests
{
    [Theory]
    [InlineData("FTP", 21, false, null, "^220", "QUIT")]
    [InlineData("POP", 110, false, null, @"^\+OK", "QUIT")]
    [InlineData("SPOP", 995, true, null, @"^\+OK", "QUIT")]
    [InlineData("IMAP", 143, false, null, @"^\* OK", "a1 LOGOUT")]
    [InlineData("SIMAP", 993, true, null, @"^\* OK", "a1 LOGOUT")]
    [InlineData("SMTP", 25, false, null, "^220", "QUIT")]
    [InlineData("SSMTP", 465, true, null, "^220", "QUIT")]
    [InlineData("GEARMAN", 7003, false, "version\n", @"\A(OK )?[0-9]+(\.[0-9]+)+[-+~.0-9A-Za-z]*\n\z", null)]
    public void A_service_is_known_with_its_port_and_dialogue(
        string name, int port, bool tls, string? send, string expectPattern, string? quit)
    {
        Assert.True(WellKnownService.TryFind(name, out WellKnownService? service));

        Assert.Equal(new WellKnownService(name, port, tls, send, expectPattern, quit), service);
    }

    [Theory]
    [InlineData("ftp", "FTP")]
    [InlineData("Ftp", "FTP")]
    [InlineData("sImAp", "SIMAP")]
    public void A_service_is_found_in_any_case(string name, string expected)
    {
        Assert.True(WellKnownService.TryFind(name, out WellKnownService? service));

        Assert.Equal(expected, service.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("FT")]
    [InlineData("FTPS")]
    [InlineData(" FTP")]
    [InlineData("ſmtp")] // a long s, which some ways to fold case take for an S
    [InlineData("ımap")]
    public void Any_other_name_is_unknown(string name) => Assert.False(WellKnownService.TryFind(name, out _));

    [Fact]
    public void Every_service_expects_a_pattern_that_can_be_read() =>
        Assert.All(WellKnownService.All, service => Assert.Equal(service.ExpectPattern, Pattern.Parse(service.ExpectPattern).Text));
}
