using System.Net;
using CheckTcp.Probing;

namespace CheckTcp.Tests.Probing;

public class EndPointTextTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1:21")]
    [InlineData("::1", "[::1]:21")]
    public void An_address_is_written_with_its_port(string address, string expected) =>
        Assert.Equal(expected, EndPointText.Of(new IPEndPoint(IPAddress.Parse(address), 21)));

    [Theory]
    [InlineData("/run/app.sock", "unix socket /run/app.sock")]
    [InlineData("@app", "unix socket @app")]
    public void A_socket_is_written_with_its_path(string path, string expected) =>
        Assert.Equal(expected, EndPointText.Of(new UnixEndPoint(path)));
}
