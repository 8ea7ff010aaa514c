using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CheckTcp.TestSupport.Networks;

/// <summary>A network of the test's own, with interfaces, routes, settings and name servers of its own; gone when disposed, and at the latest when
/// the test's process ends. Only for root.</summary>
/// <remarks>
/// It has one interface, <c>lo</c>, which is up. Its set-up is a shell script that runs inside, in a mount namespace of its own with an empty
/// <c>/run</c>, so that <c>ip netns</c> makes further namespaces that nobody else sees. Programs run inside by way of <see cref="Enter"/>, servers of
/// the test by way of <see cref="Open"/>.
/// </remarks>
/// <example><code>
/// await using var network = await NetworkNamespace.CreateAsync("ip route add prohibit 192.0.2.0/24");
/// ProgramRun run = await network.Enter(new ProgramCall("check-tcp", "-H", "192.0.2.1", "-p", "80")).RunAsync(cancellation);
/// </code></example>
public sealed class NetworkNamespace : IAsyncDisposable
{
    /// <summary>A network behind a router: this end has 192.0.2.1 and 2001:db8::1, the router 192.0.2.2 and 2001:db8::2, which everything else goes by.
    /// It forwards to a cable at whose other end nobody is. In it, <c>ip netns exec router COMMAND</c>.</summary>
    public const string BehindRouter = """
        ip netns add router
        ip link add up0 type veth peer name down0 netns router
        ip addr add 192.0.2.1/24 dev up0
        ip addr add 2001:db8::1/64 dev up0 nodad
        ip link set up0 up
        ip netns exec router sh -ec '
            ip link set lo up
            ip addr add 192.0.2.2/24 dev down0
            ip addr add 2001:db8::2/64 dev down0 nodad
            ip link set down0 up
            ip link add out0 type veth peer name nowhere0
            ip link set out0 up
            ip link set nowhere0 up
            ip route add default dev out0
            ip -6 route add default dev out0
            echo 1 >/proc/sys/net/ipv4/ip_forward
            echo 1 >/proc/sys/net/ipv6/conf/all/forwarding'
        ip route add default via 192.0.2.2
        ip route add default via 2001:db8::2

        """;

    private const string Ready = "ready";

    private readonly Process _holder;

    private NetworkNamespace(Process holder) => _holder = holder;

    /// <param name="setUp">A shell script, of which every command has to succeed.</param>
    public static async Task<NetworkNamespace> CreateAsync(string setUp = "")
    {
        string script = $"mount -t tmpfs tmpfs /run\nmkdir /run/netns\nip link set lo up\n{setUp}\necho {Ready}\nexec cat >/dev/null";
        var start = new ProcessStartInfo("/usr/bin/unshare", ["--net", "--mount", "sh", "-ec", script])
        {
            RedirectStandardInput = true, // closed when this process ends, and with it the namespace
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Process holder = Process.Start(start) ?? throw new InvalidOperationException("unshare did not start");
        if (await holder.StandardOutput.ReadLineAsync() == Ready)
        {
            return new NetworkNamespace(holder);
        }

        string error = await holder.StandardError.ReadToEndAsync();
        holder.Dispose();
        throw new InvalidOperationException($"The network could not be set up, which takes root and iproute2: {error}");
    }

    /// <summary>A part of a set-up that puts this text in the place of a file, for programs inside alone.</summary>
    public static string File(string path, string text)
    {
        string own = $"/run/{path.Replace('/', '_')}";
        return $"cat >{own} <<'END-OF-FILE'\n{text}\nEND-OF-FILE\nmount --bind {own} {path}\n";
    }

    /// <summary>The same call inside.</summary>
    public ProgramCall Enter(ProgramCall call) =>
        call with { Program = "/usr/bin/nsenter", Arguments = ["--target", $"{_holder.Id}", "--net", "--mount", "--", call.Program, .. call.Arguments] };

    /// <summary>Runs a shell script inside, which has to succeed.</summary>
    public async Task ShellAsync(string script, CancellationToken cancellation)
    {
        ProgramRun run = await Enter(new ProgramCall("sh", "-ec", script)).RunAsync(cancellation);
        if (run.ExitCode != 0)
        {
            throw new InvalidOperationException($"{script}: {run}");
        }
    }

    /// <summary>A socket inside, bound to the address; a stream socket listens.</summary>
    public Socket Open(IPEndPoint endPoint, SocketType type = SocketType.Stream)
    {
        Socket? socket = null;
        Exception? failure = null;
        var inside = new Thread(() =>
        {
            try
            {
                // Nothing else may be done on this thread: whatever thread it began would stay inside, too.
                NamespaceEntry.EnterNetwork($"/proc/{_holder.Id}/ns/net");
                socket = new Socket(endPoint.AddressFamily, type, ProtocolType.Unspecified);
                socket.Bind(endPoint);
                if (type == SocketType.Stream)
                {
                    socket.Listen();
                }
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        inside.Start();
        inside.Join();
        return failure is null ? socket! : throw new InvalidOperationException($"No socket at {endPoint} inside.", failure);
    }

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }
}
