using System.Net;
using System.Net.Sockets;
using System.Text;
using CheckTcp.TestSupport;

namespace CheckTcp.EndToEnd.Tests.Support;

public class ScriptedServerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_script_speaks_and_listens_and_the_client_ends_in_order()
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.SendAsync("220 ready\r\n");
            await peer.ReceiveLineAsync();
        });
        using Socket client = await ConnectAsync(server);

        string greeting = await ReadToEndAsync(client, sendFirst: "QUIT\r\n");
        client.Shutdown(SocketShutdown.Both);

        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
        Assert.Equal("220 ready\r\n", greeting);
        Assert.Equal("QUIT\r\n", server.Received);
    }

    [Fact]
    public async Task Several_clients_are_served_each_by_its_own_script()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.SendAsync("hello"));
        using Socket first = await ConnectAsync(server);
        using Socket second = await ConnectAsync(server);

        Assert.Equal("hello", await ReadToEndAsync(second));
        Assert.Equal("hello", await ReadToEndAsync(first));
        Assert.Equal(2, server.Connections);
    }

    [Fact]
    public async Task A_client_that_aborts_is_told_from_one_that_finishes()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.StallAsync());
        using Socket client = await ConnectAsync(server);
        await server.ConnectionAccepted;

        client.LingerState = new LingerOption(true, 0);
        client.Close();

        Assert.Equal(ConnectionEnd.Reset, await server.ConnectionEnded);
    }

    [Fact]
    public async Task A_client_that_finishes_with_bytes_unread_has_reset_the_connection()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.FloodAsync("spam\r\n"));
        using Socket client = await ConnectAsync(server);
        await client.ReceiveAsync(new byte[4], Cancellation);

        client.Close();

        Assert.Equal(ConnectionEnd.Reset, await server.ConnectionEnded);
    }

    [Fact]
    public async Task A_flood_goes_on_after_the_client_has_sent_its_last()
    {
        await using ScriptedServer server = ScriptedServer.Start(peer => peer.FloodAsync("spam\r\n"));
        using Socket client = await ConnectAsync(server);
        client.Shutdown(SocketShutdown.Send);

        await client.ReceiveAsync(new byte[4], Cancellation);
        client.Close();

        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
    }

    [Fact]
    public async Task A_reset_by_the_script_reaches_the_client()
    {
        await using ScriptedServer server = ScriptedServer.Start(async peer =>
        {
            await peer.ReceiveLineAsync(); // or the client might still be connecting
            peer.Reset();
        });
        using Socket client = await ConnectAsync(server);

        SocketException failure = await Assert.ThrowsAsync<SocketException>(() => ReadToEndAsync(client, sendFirst: "EHLO\r\n"));

        Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
        Assert.Equal(ConnectionEnd.CutByServer, await server.ConnectionEnded);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("unix")]
    public async Task Parts_sent_apart_never_arrive_together_even_at_a_slow_reader(string address)
    {
        using TemporaryFolder folder = new();
        EndPoint endPoint = address == "unix"
            ? new UnixDomainSocketEndPoint(folder / "socket")
            : new IPEndPoint(IPAddress.Parse(address), 0);
        await using ScriptedServer server = ScriptedServer.Start(endPoint, peer => peer.SendApartAsync("22", "0 rea", "dy\r\n"));
        using Socket client = await ConnectAsync(server);

        List<string> segments = [];
        byte[] buffer = new byte[100];
        for (int count; (count = await client.ReceiveAsync(buffer, Cancellation)) > 0;)
        {
            segments.Add(Encoding.UTF8.GetString(buffer, 0, count));
            await Task.Delay(20, Cancellation);
        }

        Assert.Equal(["22", "0 rea", "dy\r\n"], segments);
    }

    [Fact]
    public async Task What_a_script_throws_comes_out_when_the_server_is_disposed()
    {
        ScriptedServer server = ScriptedServer.Start(_ => throw new InvalidDataException("the client said something wrong"));
        using Socket client = await ConnectAsync(server);
        await ReadToEndAsync(client);

        InvalidDataException failure = await Assert.ThrowsAsync<InvalidDataException>(async () => await server.DisposeAsync());

        Assert.Equal("the client said something wrong", failure.Message);
    }

    [Fact]
    public async Task A_client_that_leaves_in_the_middle_is_no_failure_of_the_script()
    {
        ScriptedServer server = ScriptedServer.Start(peer => peer.ReceiveThroughAsync("QUIT\r\n"));
        using Socket client = await ConnectAsync(server);
        await client.SendAsync("QU"u8.ToArray(), Cancellation);
        await server.UntilReceivedAsync("QU");
        client.Close();

        await server.ConnectionEnded;

        Assert.Null(await Record.ExceptionAsync(async () => await server.DisposeAsync()));
    }

    private static async Task<Socket> ConnectAsync(ScriptedServer server)
    {
        Socket client = new(server.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(server.EndPoint, Cancellation);
        return client;
    }

    private static async Task<string> ReadToEndAsync(Socket client, string sendFirst = "")
    {
        await client.SendAsync(Encoding.UTF8.GetBytes(sendFirst), Cancellation);
        using NetworkStream stream = new(client);
        using StreamReader reader = new(stream);
        try
        {
            return await reader.ReadToEndAsync(Cancellation);
        }
        catch (IOException e) when (e.InnerException is SocketException cause)
        {
            throw cause;
        }
    }
}
