using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing;
using CheckTcp.TestSupport;

namespace CheckTcp.Tests.Probing;

public sealed class BlockingConnectingTests() : ConnectingContract(Transport.Blocking);

public sealed class EpollConnectingTests() : ConnectingContract(Transport.Epoll);

public sealed class SocketsConnectingTests() : ConnectingContract(Transport.Sockets);

/// <summary>How each transport reaches a server, or says why not.</summary>
public abstract class ConnectingContract(Transport transport) : ProbingSession(transport)
{
    [Fact]
    public async Task A_closed_port_is_refused()
    {
        using var closed = new ClosedPort();

        Observation seen = await RunAsync(CheckOf(closed.Port));

        Assert.Equal(
            new Failure(Phase.Connect, FailureCause.Refused, $"connect to 127.0.0.1:{closed.Port}: connection refused") { Errno = 111 },
            seen.Failure);
        Assert.Equal(seen.Failure, Assert.Single(seen.Attempts).Failure);
        Assert.Null(seen.ConnectedTo);
    }

    [Fact]
    public async Task A_port_that_does_not_answer_is_given_up_at_the_deadline()
    {
        using var silent = new SilentPort();

        Observation seen = await RunAsync(Within(0.3, CheckOf(silent.Port)));

        Assert.Equal(
            new Failure(Phase.Connect, FailureCause.TimedOut, $"connect to 127.0.0.1:{silent.Port}: timed out after 0.3 s"), seen.Failure);
    }

    [Fact]
    public async Task A_name_is_resolved()
    {
        await using var server = ScriptedServer.Start(peer => peer.SendAsync("hi"));

        Observation seen = await RunAsync(CheckOf(Target.Tcp("localhost", server.Port), Expect("hi")));

        Assert.Null(seen.Failure);
        Assert.NotNull(seen.Phases.Resolve);
    }

    [Fact]
    public async Task A_name_that_cannot_exist_fails_to_resolve()
    {
        Observation seen = await RunAsync(CheckOf(Target.Tcp("no..such..name", 1)));

        Assert.Equal(Phase.Resolve, seen.Failure?.Phase);
        Assert.StartsWith("resolve no..such..name: ", seen.Failure?.Message, StringComparison.Ordinal);
        Assert.Empty(seen.Attempts);
    }

    [Theory]
    [InlineData("::1")]
    [InlineData("[::1]")]
    public async Task IPv6_addresses_work_bare_and_in_brackets(string host)
    {
        await using var server = ScriptedServer.Start(new IPEndPoint(IPAddress.IPv6Loopback, 0), peer => peer.SendAsync("hi"));

        Assert.Null((await RunAsync(CheckOf(Target.Tcp(host, server.Port), Expect("hi")))).Failure);
    }

    [Fact]
    public async Task No_host_is_the_local_machine_in_both_families()
    {
        await using var server = ScriptedServer.Start(new IPEndPoint(IPAddress.IPv6Loopback, 0), peer => peer.SendAsync("hi"));

        Observation seen = await RunAsync(CheckOf(Target.Tcp(null, server.Port), Expect("hi")));

        Assert.Null(seen.Failure);
        Assert.Equal([$"127.0.0.1:{server.Port}", $"[::1]:{server.Port}"], seen.Attempts.Select(attempt => attempt.EndPoint.ToString()));
        Assert.Equal(FailureCause.Refused, seen.Attempts[0].Failure?.Cause);
    }

    [Fact]
    public async Task Every_address_that_fails_is_named()
    {
        using var closed = new ClosedPort();

        Observation seen = await RunAsync(CheckOf(Target.Tcp(null, closed.Port)));

        Assert.Equal(
            $"connect to 127.0.0.1:{closed.Port}: connection refused; connect to [::1]:{closed.Port}: connection refused",
            seen.Failure?.Message);
    }

    [Fact]
    public async Task One_family_is_used_on_request()
    {
        await using var server = ScriptedServer.Start(new IPEndPoint(IPAddress.IPv6Loopback, 0), peer => peer.SendAsync("hi"));
        Target target = Target.Tcp(null, server.Port) with { Families = AddressFamilies.IPv6 };

        Observation seen = await RunAsync(CheckOf(target, Expect("hi")));

        Assert.Null(seen.Failure);
        Assert.Single(seen.Attempts);
    }

    [Fact]
    public async Task A_Unix_socket_is_spoken_with()
    {
        using var folder = new TemporaryFolder();
        await using var server = ScriptedServer.Start(new UnixDomainSocketEndPoint(folder / "s"), async peer =>
        {
            await peer.ReceiveThroughAsync("PING");
            await peer.SendAsync("OKOK");
        });

        Observation seen = await RunAsync(CheckOf(Target.UnixSocket(folder / "s"), Send("PING"), Expect("OKOK")));

        Assert.Null(seen.Failure);
    }

    [Fact]
    public async Task An_abstract_Unix_socket_is_spoken_with()
    {
        string name = $"check-tcp-{Guid.NewGuid():N}";
        await using var server = ScriptedServer.Start(new UnixDomainSocketEndPoint($"\0{name}"), peer => peer.SendAsync("hi"));

        Assert.Null((await RunAsync(CheckOf(Target.UnixSocket($"@{name}"), Expect("hi")))).Failure);
    }

    [Fact]
    public async Task A_Unix_socket_may_have_a_path_that_is_no_UTF8()
    {
        using var folder = new TemporaryFolder();
        await using var server = ScriptedServer.Start(new UnixDomainSocketEndPoint(folder / "s"), peer => peer.SendAsync("hi"));
        string path = ByteText.Decode([.. ByteText.Encode($"{folder.Path}/"), 0xFF]);

        await new ProgramCall("sh", "-c", """mv "$0/s" "$0/$(printf '\377')" """, folder.Path).RunAsync(Cancellation);
        Observation seen = await RunAsync(CheckOf(Target.UnixSocket(path), Expect("hi")));
        await new ProgramCall("sh", "-c", """rm "$0/$(printf '\377')" """, folder.Path).RunAsync(Cancellation); // .NET cannot name it

        Assert.Null(seen.Failure);
    }

    [Fact]
    public async Task A_Unix_socket_that_is_not_there_is_said_so()
    {
        using var folder = new TemporaryFolder();

        Observation seen = await RunAsync(CheckOf(Target.UnixSocket(folder / "none")));

        Assert.Equal(
            new Failure(Phase.Connect, FailureCause.NoSuchSocket, $"connect to unix socket {folder / "none"}: no such socket")
            {
                Errno = KnowsEveryNumber ? 2 : null, // ENOENT
            },
            seen.Failure);
    }

    [Fact]
    public async Task An_interface_that_this_machine_does_not_have_is_named()
    {
        Observation seen = await RunAsync(CheckOf(Target.Tcp("fe80::1%nowhere0", 80)));

        Assert.Equal(
            new Failure(Phase.Resolve, FailureCause.Local, "resolve fe80::1%nowhere0: this machine has no interface nowhere0; see ip link"), seen.Failure);
    }

    [Fact]
    public async Task A_path_of_links_that_lead_to_each_other_is_named()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder / "s", folder / "s");

        Observation seen = await RunAsync(CheckOf(Target.UnixSocket(folder / "s")));

        Assert.Equal((Phase.Connect, FailureCause.Local), (seen.Failure?.Phase, seen.Failure?.Cause));
        Assert.Equal(KnowsEveryNumber, seen.Failure?.Message.EndsWith("too many symbolic links in the path; give the path that they lead to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_is_no_socket_is_said_so()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("file", "");

        Observation seen = await RunAsync(CheckOf(Target.UnixSocket(path)));

        Assert.Equal(FailureCause.NotASocket, seen.Failure?.Cause);
        Assert.Equal($"connect to unix socket {path}: the file is no socket", seen.Failure?.Message);
    }

    [Fact]
    public async Task A_socket_that_nobody_listens_on_is_refused()
    {
        using var folder = new TemporaryFolder();
        using (var abandoned = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            abandoned.Bind(new UnixDomainSocketEndPoint(folder / "s"));
            Observation seen = await RunAsync(CheckOf(Target.UnixSocket(folder / "s")));

            Assert.Equal(FailureCause.Refused, seen.Failure?.Cause);
        }
    }

    [Fact]
    public async Task A_check_for_a_closed_port_does_not_speak()
    {
        await using var server = ScriptedServer.Start(peer => peer.StallAsync());

        Observation seen = await RunAsync(CheckOf(server.Port, Send("hello")) with { ExpectClosed = true, Tls = TlsSettings.Verified });

        Assert.Equal(
            new Failure(Phase.Connect, FailureCause.Open, $"connect to 127.0.0.1:{server.Port}: unexpectedly open"), seen.Failure);
        Assert.Equal(ConnectionEnd.Finished, await server.ConnectionEnded);
        Assert.Equal("", server.Received);
    }
}
