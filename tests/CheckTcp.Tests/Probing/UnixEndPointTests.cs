using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing;

namespace CheckTcp.Tests.Probing;

public class UnixEndPointTests
{
    [Theory]
    [InlineData("/run/app.sock")]
    [InlineData("relative/café")]
    public void A_path_is_the_platforms_own_address(string path) =>
        Assert.Equal(new UnixDomainSocketEndPoint(path).Serialize(), new UnixEndPoint(path).Serialize());

    [Fact]
    public void A_name_after_an_at_sign_lies_in_the_abstract_namespace() =>
        Assert.Equal(new UnixDomainSocketEndPoint("\0app").Serialize(), new UnixEndPoint("@app").Serialize());

    [Fact]
    public void Bytes_of_a_path_that_are_no_UTF8_stay_as_they_are()
    {
        SocketAddress address = new UnixEndPoint(ByteText.Decode([(byte)'/', 0xFF, (byte)'s'])).Serialize();

        Assert.Equal([(byte)'/', 0xFF, (byte)'s', 0], address.Buffer.Span[2..address.Size].ToArray());
    }
}
