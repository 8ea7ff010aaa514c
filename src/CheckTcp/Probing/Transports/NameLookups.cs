using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Probing.Transports;

/// <summary>Looks names up for many runs at once, on a few threads of its own.</summary>
/// <remarks>The system's resolver blocks its caller, for many seconds when no server answers: in the thread pool it would keep every run
/// from going on. Here others wait for their turn, each until its own deadline, and a name that several ask for is looked up once.</remarks>
/// <param name="find">Blocks until it has the addresses, or throws.</param>
/// <param name="atOnce">How many look-ups go on at once at most.</param>
internal sealed class NameLookups(Func<string, AddressFamily, IPAddress[]> find, int atOnce)
{
    /// <summary>While no server answers, this many names are given up every ten seconds or so (resolv.conf(5): 5 s, two attempts), and
    /// this many threads sleep.</summary>
    private const int AtOnce = 32;

    /// <summary>Plenty for the resolver's modules; only what is used is taken.</summary>
    private const int StackBytes = 1024 * 1024;

    private static readonly TimeSpan IdleAtMost = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly Dictionary<(string Host, AddressFamily Family), Lookup> _wanted = [];
    private readonly Queue<Lookup> _queue = new();
    private int _threads;
    private int _idle;

    /// <summary>The resolver of this machine.</summary>
    public static NameLookups OfThisMachine { get; } =
        new(OperatingSystem.IsLinux() ? AddressLookup.Resolve : Dns.GetHostAddresses, AtOnce);

    /// <summary>The addresses of a name: from the hosts file, where the system asks that first, or from the resolver.</summary>
    /// <exception cref="SocketException">The name has none, or the resolver failed.</exception>
    /// <exception cref="OperationCanceledException">It took too long; the look-up goes on for others.</exception>
    public async ValueTask<IPAddress[]> ResolveAsync(string host, AddressFamily family, CancellationToken cancellation)
    {
        if (OperatingSystem.IsLinux() && LocalNames.OfThisMachine.Find(host, family) is { Length: > 0 } local)
        {
            return local;
        }

        Lookup lookup = Join(host, family);
        try
        {
            return await lookup.Addresses.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Leave(lookup);
        }
    }

    private Lookup Join(string host, AddressFamily family)
    {
        lock (_gate)
        {
            if (!_wanted.TryGetValue((host, family), out Lookup? lookup))
            {
                lookup = new Lookup(host, family);
                _wanted.Add((host, family), lookup);
                _queue.Enqueue(lookup);
                CallThread();
            }

            lookup.Waiters++;
            return lookup;
        }
    }

    private void Leave(Lookup lookup)
    {
        lock (_gate)
        {
            lookup.Waiters--;
        }
    }

    private void CallThread()
    {
        if (_idle >= _queue.Count)
        {
            Monitor.Pulse(_gate);
        }
        else if (_threads < atOnce)
        {
            _threads++;
            new Thread(Work, StackBytes) { IsBackground = true, Name = "name look-up" }.Start();
        }
    }

    private void Work()
    {
        while (Next() is { } lookup)
        {
            try
            {
                IPAddress[] addresses = find(lookup.Host, lookup.Family);
                Forget(lookup);
                lookup.Succeed(addresses);
            }
            catch (Exception e)
            {
                Forget(lookup);
                lookup.Fail(e); // thrown again where the run can hear it
            }
        }
    }

    /// <returns>The first look-up that somebody still waits for, or <c>null</c> when there was none for long.</returns>
    private Lookup? Next()
    {
        lock (_gate)
        {
            while (true)
            {
                while (_queue.TryDequeue(out Lookup? lookup))
                {
                    if (lookup.Waiters > 0)
                    {
                        return lookup;
                    }

                    _wanted.Remove((lookup.Host, lookup.Family));
                }

                _idle++;
                bool isCalled = Monitor.Wait(_gate, IdleAtMost);
                _idle--;
                if (!isCalled && _queue.Count == 0)
                {
                    _threads--;
                    return null;
                }
            }
        }
    }

    private void Forget(Lookup lookup)
    {
        lock (_gate)
        {
            _wanted.Remove((lookup.Host, lookup.Family));
        }
    }

    private sealed class Lookup(string host, AddressFamily family)
    {
        private readonly TaskCompletionSource<IPAddress[]> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Host => host;

        public AddressFamily Family => family;

        /// <summary>How many runs have asked and not given up.</summary>
        public int Waiters { get; set; }

        public Task<IPAddress[]> Addresses => _completion.Task;

        public void Succeed(IPAddress[] addresses) => _completion.SetResult(addresses);

        public void Fail(Exception e)
        {
            _completion.SetException(e);
            _ = Addresses.Exception; // heard, even when nobody waits any more
        }
    }
}
