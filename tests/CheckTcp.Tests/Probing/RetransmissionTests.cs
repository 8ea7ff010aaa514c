using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing;
using CheckTcp.Probing.Transports;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Tests.Probing;

public sealed class RetransmissionTests
{
    private static readonly EndPoint Anywhere = new IPEndPoint(IPAddress.Loopback, 21);

    [Theory]
    [InlineData(0.9, null)] // the kernel cannot have sent anything again: not one system call more
    [InlineData(0.901, 2)]
    public async Task Only_a_slow_connection_is_asked(double seconds, int? retransmissions)
    {
        var time = new FakeTimeProvider();
        using var deadline = new Deadline(TimeSpan.FromSeconds(10), time, TestContext.Current.CancellationToken);
        using var transport = new SlowTransport(() => time.Advance(TimeSpan.FromSeconds(seconds)));
        var connector = new HappyEyeballs(transport, [Anywhere], null, deadline);

        Assert.Null(await connector.ConnectAsync());

        Assert.Equal(retransmissions, Assert.Single(connector.Attempts).Retransmissions);
        Assert.Equal(retransmissions is null ? 0 : 1, transport.Asked);
    }

    [Theory]
    [InlineData(0.9, null)]
    [InlineData(0.901, 2)]
    public async Task One_that_failed_late_is_asked_before_it_is_closed(double seconds, int? retransmissions)
    {
        var time = new FakeTimeProvider();
        using var deadline = new Deadline(TimeSpan.FromSeconds(10), time, TestContext.Current.CancellationToken);
        using var transport = new SlowTransport(() => time.Advance(TimeSpan.FromSeconds(seconds)), SocketError.ConnectionRefused);
        var connector = new HappyEyeballs(transport, [Anywhere], null, deadline);

        Assert.Equal(FailureCause.Refused, (await connector.ConnectAsync())?.Cause);

        Assert.Equal(retransmissions, Assert.Single(connector.Attempts).Retransmissions);
        Assert.Equal((retransmissions is null ? 0 : 1, 1), (transport.Asked, transport.Dropped));
    }

    /// <summary>Connects when time has passed, and says that two segments were sent again.</summary>
    private sealed class SlowTransport(Action pass, SocketError outcome = SocketError.Success) : CheckTcp.Probing.Transports.Transport
    {
        public int Asked { get; private set; }

        public int Dropped { get; private set; }

        public override ValueTask<IPAddress[]> ResolveAsync(string host, AddressFamily family) => throw new NotSupportedException();

        public override void BeginConnect(EndPoint endPoint, IPAddress? source)
        {
        }

        public override ValueTask<ConnectOutcome?> NextOutcomeAsync(TimeSpan patience)
        {
            pass();
            return new(new ConnectOutcome(0, outcome, null));
        }

        public override void Keep(int attempt)
        {
        }

        public override void Drop(int attempt) => Dropped++;

        public override int? Retransmissions(int attempt)
        {
            Assert.Equal(0, Dropped); // a socket that is closed tells nothing
            Asked++;
            return 2;
        }

        public override IPEndPoint? LocalEndPoint() => throw new NotSupportedException();

        public override ValueTask WaitAsync(TimeSpan duration) => throw new NotSupportedException();

        public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, TimeSpan patience) => throw new NotSupportedException();

        public override ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => throw new NotSupportedException();

        public override ValueTask CloseAsync() => throw new NotSupportedException();

        public override void Dispose()
        {
        }
    }
}
