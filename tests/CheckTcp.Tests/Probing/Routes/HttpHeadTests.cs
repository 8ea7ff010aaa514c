using CheckTcp.Probing.Routes;

namespace CheckTcp.Tests.Probing.Routes;

public sealed class HttpHeadTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK", 200)]
    [InlineData("HTTP/1.1 200 ", 200)]
    [InlineData("HTTP/1.1 200", 200)]
    [InlineData("HTTP/1.0 502 Bad gateway", 502)]
    [InlineData("HTTP/1.1 2000 x", null)]
    [InlineData("HTTP/1.1 200x", null)]
    [InlineData("HTTP/1.1 20", null)]
    [InlineData("HTTP/1.1 099 x", null)]
    public void A_status_has_three_digits(string line, int? status)
    {
        bool isHead = HttpHead.TryRead(ByteText.Encode($"{line}\r\n\r\n"), out HttpHead head);

        Assert.Equal(status, isHead ? head.Status : null);
    }

    [Fact]
    public void A_field_is_found_in_any_case_and_its_values_are_joined()
    {
        HttpHead.TryRead(ByteText.Encode("HTTP/1.1 407 x\r\nPROXY-authenticate:  Basic \r\nProxy-Authenticatex: no\nProxy-Authenticate:NTLM\r\n\r\n"), out HttpHead head);

        Assert.Equal("Basic, NTLM", head.Field("proxy-authenticate"));
        Assert.Null(head.Field("proxy-status"));
    }
}
