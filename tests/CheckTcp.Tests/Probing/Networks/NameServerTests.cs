using System.Collections.Concurrent;
using System.Net;
using CheckTcp.TestSupport;
using CheckTcp.TestSupport.Networks;

namespace CheckTcp.Tests.Probing.Networks;

/// <summary>Names that are looked up at a real name server, by the system's own resolver.</summary>
public class NameServerTests
{
    /// <summary>glibc gives a server up after so many seconds (resolv.conf(5)): a check that waits for it takes longer than <see cref="NotGivenUp"/>.</summary>
    private static readonly string PatientSetUp =
        ScriptedNameServer.SetUp + NetworkNamespace.File("/etc/resolv.conf", "nameserver 127.0.0.1\noptions timeout:25");

    private static readonly TimeSpan NotGivenUp = TimeSpan.FromSeconds(20);

    private static readonly IPAddress[] Four = [IPAddress.Loopback];
    private static readonly IPAddress[] Six = [IPAddress.IPv6Loopback];

    [Theory]
    [InlineData(Transport.Blocking, ScriptedNameServer.Aaaa)]
    [InlineData(Transport.Epoll, ScriptedNameServer.Aaaa)]
    [InlineData(Transport.Sockets, ScriptedNameServer.Aaaa)]
    [InlineData(Transport.Blocking, ScriptedNameServer.A)]
    [InlineData(Transport.Epoll, ScriptedNameServer.A)]
    public async Task A_server_that_never_answers_for_one_family_does_not_hold_up_the_other(Transport transport, ushort unanswered)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync(PatientSetUp);
        await using var names = ScriptedNameServer.Start(
            network, (_, type) => type == unanswered ? ScriptedNameServer.NeverAsync() : new(type == ScriptedNameServer.A ? Four : Six));

        ProgramRun run = await network.CheckAsync(transport, "-H", "www.example.test", "-p", "80", "-t", "30");

        string address = unanswered == ScriptedNameServer.Aaaa ? "127.0.0.1" : "[::1]";
        Assert.Equal($"TCP CRITICAL: connect to {address}:80: connection refused\n", run.Output);
        Assert.True(run.Elapsed < NotGivenUp, $"{run.Elapsed}");
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    [InlineData(Transport.Sockets)]
    public async Task Both_families_are_tried_in_the_resolvers_order(Transport transport)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync(ScriptedNameServer.SetUp);
        await using var names = ScriptedNameServer.Start(network, (_, type) => new(type == ScriptedNameServer.A ? Four : Six));

        ProgramRun run = await network.CheckAsync(transport, "-H", "www.example.test", "-p", "80");

        Assert.Equal("TCP CRITICAL: connect to [::1]:80: connection refused; connect to 127.0.0.1:80: connection refused\n", run.Output);
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    public async Task A_family_that_is_late_but_not_too_late_is_waited_for(Transport transport)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync(ScriptedNameServer.SetUp);
        var askedFor = new ConcurrentQueue<ushort>();
        var apart = new TaskCompletionSource();
        await using var names = ScriptedNameServer.Start(network, async (_, type) =>
        {
            askedFor.Enqueue(type);
            if (askedFor.Count(asked => asked == ScriptedNameServer.A) == 2)
            {
                apart.TrySetResult(); // both have been asked again, apart
            }

            await apart.Task;
            return type == ScriptedNameServer.A ? Four : Six;
        });

        ProgramRun run = await network.CheckAsync(transport, "-H", "www.example.test", "-p", "80", "-t", "30");

        Assert.Contains("connect to 127.0.0.1:80: connection refused", run.Output, StringComparison.Ordinal);
        Assert.Contains("connect to [::1]:80: connection refused", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    public async Task A_name_that_neither_family_has_is_not_found(Transport transport)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync(ScriptedNameServer.SetUp);
        await using var names = ScriptedNameServer.Start(network, (_, _) => new([]));

        ProgramRun run = await network.CheckAsync(transport, "-H", "www.example.test", "-p", "80");

        Assert.Equal("TCP CRITICAL: resolve www.example.test: name not found\n", run.Output);
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    public async Task A_server_that_answers_nothing_is_given_up_at_the_deadline(Transport transport)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync(PatientSetUp);
        await using var names = ScriptedNameServer.Start(network, (_, _) => ScriptedNameServer.NeverAsync());

        ProgramRun run = await network.CheckAsync(transport, "-H", "www.example.test", "-p", "80", "-t", "1");

        Assert.Equal("TCP CRITICAL: resolve www.example.test: timed out after 1 s\n", run.Output);
        Assert.True(run.Elapsed < NotGivenUp, $"{run.Elapsed}");
    }

    [Theory]
    [InlineData(Transport.Blocking)]
    [InlineData(Transport.Epoll)]
    public async Task An_internationalized_name_is_asked_for_as_DNS_has_it(Transport transport)
    {
        await using NetworkNamespace network = await NetworkNamespace.CreateAsync(ScriptedNameServer.SetUp);
        var asked = new ConcurrentBag<string>();
        await using var names = ScriptedNameServer.Start(network, (name, type) =>
        {
            asked.Add(name);
            return new(type == ScriptedNameServer.A ? Four : []);
        });

        ProgramRun run = await network.CheckAsync(transport, "-H", "b\u00FCcher.example.test", "-p", "80");

        Assert.Equal("TCP CRITICAL: connect to 127.0.0.1:80: connection refused\n", run.Output);
        Assert.Equal(["xn--bcher-kva.example.test"], asked.Distinct());
    }
}
