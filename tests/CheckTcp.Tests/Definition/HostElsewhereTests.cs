using CheckTcp.Protocols;

namespace CheckTcp.Tests.Definition;

/// <summary>By which name servers are called.</summary>
public class HostElsewhereTests
{
    public static TheoryData<string> Services => [.. WellKnownService.All.Select(service => service.Name)];

    public static TheoryData<string> Protocols => [.. StartTlsProtocol.All.Select(protocol => protocol.Name)];

    [Theory]
    [MemberData(nameof(Services))]
    public void No_service_is_sent_a_zone(string name)
    {
        Assert.True(WellKnownService.TryFind(name, out WellKnownService? service));

        Assert.DoesNotContain("%eth0", Sent(service.Steps(Target.Tcp("fe80::1%eth0", 80))), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void No_server_is_sent_a_zone_before_TLS(string name)
    {
        Assert.True(StartTlsProtocol.TryFind(name, out StartTlsProtocol? protocol));

        Assert.DoesNotContain("%eth0", Sent(protocol.Steps(Target.Tcp("fe80::1%eth0", 80), TlsSettings.Verified)), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "%eth0",
            Sent(protocol.Steps(Target.Tcp("x", 80), TlsSettings.Verified with { ServerName = "fe80::1%eth0" })),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fe80::1%eth0", "Host: [fe80::1]\r\n")]
    [InlineData("b\u00FCcher.example", "Host: xn--bcher-kva.example\r\n")]
    public void A_web_server_is_called_as_others_call_it(string host, string line)
    {
        Assert.True(WellKnownService.TryFind("http", out WellKnownService? service));

        Assert.Contains(line, Sent(service.Steps(Target.Tcp(host, 80))), StringComparison.Ordinal);
    }

    private static string Sent(IEnumerable<Step> steps) => string.Concat(steps.Select(step => step switch
    {
        SendStep send => ByteText.Decode(send.Bytes.Span),
        QuitStep quit => ByteText.Decode(quit.Bytes.Span),
        SendTemplateStep send => ByteText.Decode(send.Text.Fill(_ => default).Span),
        _ => "",
    }));
}
