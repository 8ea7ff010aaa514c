using System.Net;
using CheckTcp.Probing;
using CheckTcp.Probing.Transports;
using CheckTcp.Probing.Transports.Linux;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing;

public sealed class HappyEyeballsTests
{
    private static readonly TimeSpan TimerResolution = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    [InlineData(Transport.Sockets)]
    public async Task An_address_that_does_not_answer_makes_way_after_its_head_start(Transport kind)
    {
        using var dead = new SilentPort();
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());
        using var deadline = DeadlineOf(TimeSpan.FromSeconds(30));
        using var transport = TransportOf(kind, deadline);
        var connector = new HappyEyeballs(transport, [new IPEndPoint(IPAddress.Loopback, dead.Port), server.EndPoint], null, deadline);

        Failure? failure = await connector.ConnectAsync();

        Assert.Null(failure);
        Assert.Equal([false, true], connector.Attempts.Select(attempt => attempt.Connected));
        Assert.True(deadline.Elapsed >= HappyEyeballs.AttemptDelay - TimerResolution, $"{deadline.Elapsed}");
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    [InlineData(Transport.Sockets)]
    public async Task An_address_that_refuses_makes_way_at_once(Transport kind)
    {
        using var dead = new ClosedPort();
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());
        using var deadline = DeadlineOf(TimeSpan.FromSeconds(30));
        using var transport = TransportOf(kind, deadline);
        var connector = new HappyEyeballs(transport, [new IPEndPoint(IPAddress.Loopback, dead.Port), server.EndPoint], null, deadline);

        Assert.Null(await connector.ConnectAsync());
        Assert.Equal(FailureCause.Refused, connector.Attempts[0].Failure?.Cause);
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    [InlineData(Transport.Sockets)]
    public async Task All_addresses_share_one_deadline(Transport kind)
    {
        using var dead = new SilentPort();
        using var refusing = new ClosedPort();
        using var deadline = DeadlineOf(8 * HappyEyeballs.AttemptDelay);
        using var transport = TransportOf(kind, deadline);
        EndPoint silent = new IPEndPoint(IPAddress.Loopback, dead.Port);
        var connector = new HappyEyeballs(
            transport, [silent, new IPEndPoint(IPAddress.Loopback, refusing.Port), silent], null, deadline);

        Failure? failure = await connector.ConnectAsync();

        Assert.Equal(
            [FailureCause.TimedOut, FailureCause.Refused, FailureCause.TimedOut],
            connector.Attempts.Select(attempt => attempt.Failure!.Cause));
        Assert.Contains("; ", failure?.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    [InlineData(Transport.Sockets)]
    public async Task An_address_that_the_deadline_left_untried_is_told_as_such(Transport kind)
    {
        using var dead = new SilentPort();
        using var deadline = DeadlineOf(HappyEyeballs.AttemptDelay / 2);
        using var transport = TransportOf(kind, deadline);
        EndPoint silent = new IPEndPoint(IPAddress.Loopback, dead.Port);
        var connector = new HappyEyeballs(transport, [silent, silent], null, deadline);

        await connector.ConnectAsync();

        Assert.Equal(2, connector.Attempts.Length);
        Assert.True(connector.Attempts[0].Duration > TimeSpan.Zero);
        Assert.Equal((FailureCause.TimedOut, TimeSpan.Zero), (connector.Attempts[1].Failure!.Cause, connector.Attempts[1].Duration));
    }

    private static Deadline DeadlineOf(TimeSpan timeout) =>
        new(timeout, TimeProvider.System, TestContext.Current.CancellationToken);

    private static CheckTcp.Probing.Transports.Transport TransportOf(Transport kind, Deadline deadline) => kind switch
    {
        Transport.Blocking when OperatingSystem.IsLinux() => new BlockingTransport(deadline),
        Transport.Epoll when OperatingSystem.IsLinux() => new EpollTransport(deadline, TimeProvider.System),
        _ => new SocketTransport(deadline, TimeProvider.System),
    };
}
