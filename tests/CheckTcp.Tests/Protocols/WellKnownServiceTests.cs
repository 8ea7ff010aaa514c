using CheckTcp.CommandLine;
using CheckTcp.Protocols;

namespace CheckTcp.Tests.Protocols;

public class WellKnownServiceTests
{
    [Fact]
    public void The_services_of_the_original_come_first() => Assert.Equal(
        ["FTP", "POP", "SPOP", "IMAP", "SIMAP", "SMTP", "SSMTP", "GEARMAN"],
        WellKnownService.All.Take(8).Select(service => service.Name));

    [Theory]
    [InlineData("ftp", "FTP")]
    [InlineData("Ftp", "FTP")]
    [InlineData("sImAp", "SIMAP")]
    [InlineData("redis", "REDIS")]
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
    public void No_two_services_have_the_same_name() =>
        Assert.Equal(WellKnownService.All.Count, WellKnownService.All.Select(service => service.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void Every_service_ends_with_an_answer_that_tells_and_has_words_for_all_its_steps() =>
        Assert.All(WellKnownService.All, service =>
        {
            IEnumerable<Step> spoken = service.Steps(Target.Tcp("host", service.Port)).Where(step => step is not QuitStep);

            Assert.True(spoken.Last() is ExpectStep or ExpectLineStep or ExpectBytesStep or ExpectFrameStep);
            Assert.All(ServiceList.StepsOf(service), Assert.NotEmpty);
        });

    [Fact]
    public void A_host_is_called_by_its_name_where_the_protocol_asks_for_it()
    {
        Assert.Contains(@"Host: www.example\r\n", First("http", Target.Tcp("www.example", 80)), StringComparison.Ordinal);
        Assert.Contains(@"Host: www.example:8080\r\n", First("http", Target.Tcp("www.example", 8080)), StringComparison.Ordinal);
        Assert.Contains(@"Host: [::1]:8080\r\n", First("http", Target.Tcp("::1", 8080)), StringComparison.Ordinal);
        Assert.Contains("OPTIONS sip:[::1] SIP/2.0", First("sip", Target.Tcp("[::1]", 5060)), StringComparison.Ordinal);
        Assert.Contains("to='a&lt;b'", First("jabber", Target.Tcp("a<b", 5222)), StringComparison.Ordinal);
        Assert.Contains("to='localhost'", First("jabber", Target.UnixSocket("/run/s")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sip", "Via: SIP/2.0/TCP check-tcp.invalid")]
    [InlineData("sips", "Via: SIP/2.0/TLS check-tcp.invalid")]
    public void SIP_names_the_transport_that_it_goes_over(string service, string via) =>
        Assert.Contains(via, First(service, Target.Tcp("host", 1)), StringComparison.Ordinal);

    [Fact]
    public void The_steps_of_LDAP_are_short_enough_to_read() =>
        Assert.All(WellKnownService.All.Where(service => service.Name.StartsWith("LDAP", StringComparison.Ordinal)), service =>
            Assert.All(ServiceList.StepsOf(service), step => Assert.InRange(step.Length, 1, 200)));

    private static string First(string service, Target target) =>
        WellKnownService.TryFind(service, out WellKnownService? found) ? StepText.Of(found.Steps(target)[0]) : "";
}
