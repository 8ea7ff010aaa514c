using System.Net;
using System.Net.Sockets;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.Probing.Transports;

/// <summary>Looks names up for many runs at once, on a few threads of its own.</summary>
/// <remarks>The system's resolver blocks its caller, for many seconds when no server answers: in the thread pool it would keep every run
/// from going on. A name that several ask for is looked up once. Where the servers of a zone are dead, only the names of that zone wait for their
/// turn, each until its own deadline.</remarks>
/// <param name="find">Blocks until it has the addresses, or throws.</param>
/// <param name="atOnceInZone">How many look-ups of one zone and family go on at once at most.</param>
/// <param name="atOnce">How many in all.</param>
/// <param name="time">The clock of waits.</param>
/// <param name="start">Starts a thread, or throws <see cref="OutOfMemoryException"/>; <c>null</c> for the usual way.</param>
internal sealed class NameLookups(
    Func<string, AddressFamily, IPAddress[]> find, int atOnceInZone, int atOnce, TimeProvider time, Action<Action>? start = null)
{
    /// <summary>While no server of it answers, this many names of a zone are given up every ten seconds or so (resolv.conf(5): 5 s, two
    /// attempts). With servers that answer in 50 ms it is good for 160 names a second.</summary>
    private const int AtOnceInZone = 8;

    /// <summary>Threads that sleep where every server is dead: the other bound of many zones.</summary>
    private const int AtOnce = 256;

    /// <summary>Plenty for the resolver's modules; only what is used is taken.</summary>
    private const int StackBytes = 1024 * 1024;

    private static readonly TimeSpan IdleAtMost = TimeSpan.FromMinutes(1);

    private readonly object _gate = new();
    private readonly Dictionary<(string Host, AddressFamily Family), Lookup> _wanted = [];
    private readonly Dictionary<(string Zone, AddressFamily Family), ZoneLookups> _zones = [];
    private readonly Queue<Lookup> _queue = new(); // those whose turn in their zone has come
    private int _threads;
    private int _idle;

    /// <summary>The resolver of this machine.</summary>
    public static NameLookups OfThisMachine { get; } =
        new(OperatingSystem.IsLinux() ? AddressLookup.Resolve : Dns.GetHostAddresses, AtOnceInZone, AtOnce, TimeProvider.System);

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
            return ResolutionDelay.Concerns(family) && !await EndsWithinAsync(lookup.Addresses, ResolutionDelay.BeforeAskingApart, cancellation).ConfigureAwait(false)
                ? await AskApartAsync(lookup, cancellation).ConfigureAwait(false)
                : await lookup.Addresses.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Leave(lookup);
        }
    }

    /// <summary>The answer for both families, or the one that came alone.</summary>
    private async ValueTask<IPAddress[]> AskApartAsync(Lookup whole, CancellationToken cancellation)
    {
        Lookup four = Join(whole.Host, AddressFamily.InterNetwork);
        Lookup six = Join(whole.Host, AddressFamily.InterNetworkV6);
        try
        {
            List<Task> pending = [whole.Addresses, four.Addresses, six.Addresses];
            while (!whole.Addresses.IsCompleted && !four.IsFound && !six.IsFound)
            {
                pending.Remove(await Task.WhenAny(pending).WaitAsync(cancellation).ConfigureAwait(false));
            }

            bool isWhole = whole.Addresses.IsCompleted
                || await EndsWithinAsync(whole.Addresses, ResolutionDelay.AfterFirstFamily, cancellation).ConfigureAwait(false);
            return (isWhole && whole.IsFound) || !(four.IsFound || six.IsFound)
                ? await whole.Addresses.ConfigureAwait(false)
                : ResolutionDelay.Join(four.Found, six.Found);
        }
        finally
        {
            Leave(four);
            Leave(six);
        }
    }

    /// <returns>Whether it ended, well or not.</returns>
    private async ValueTask<bool> EndsWithinAsync(Task task, TimeSpan patience, CancellationToken cancellation)
    {
        if (task.IsCompleted)
        {
            return true;
        }

        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task first = await Task.WhenAny(task, Task.Delay(patience, time, enough.Token)).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        await enough.CancelAsync().ConfigureAwait(false); // the timer, if it was not first
        return first == task;
    }

    /// <exception cref="SocketException">There is no thread at all, and the machine has no room for one.</exception>
    private Lookup Join(string host, AddressFamily family)
    {
        lock (_gate)
        {
            if (!_wanted.TryGetValue((host, family), out Lookup? lookup))
            {
                lookup = new Lookup(host, family);
                _wanted.Add((host, family), lookup);
                Line(lookup);
                if (_threads == 0)
                {
                    _queue.Dequeue(); // it is alone there
                    End(lookup);
                    throw new SocketException((int)SocketError.NoBufferSpaceAvailable);
                }
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

    private void Line(Lookup lookup)
    {
        (string, AddressFamily) key = (ZoneOf(lookup.Host), lookup.Family);
        if (!_zones.TryGetValue(key, out ZoneLookups? zone))
        {
            _zones.Add(key, zone = new ZoneLookups());
        }

        zone.Waiting.Enqueue(lookup);
        Advance(key, zone);
    }

    /// <summary>Gives the next of a zone their turn.</summary>
    private void Advance((string, AddressFamily) key, ZoneLookups zone)
    {
        while (zone.Turns < atOnceInZone && zone.Waiting.TryDequeue(out Lookup? next))
        {
            zone.Turns++;
            _queue.Enqueue(next);
            CallThread();
        }

        if (zone.Turns == 0)
        {
            _zones.Remove(key);
        }
    }

    /// <summary>What is served by the same servers, as far as a name shows: all but its first part, for a name of more than two.</summary>
    private static string ZoneOf(string host)
    {
        ReadOnlySpan<char> name = host.AsSpan().TrimEnd('.');
        int first = name.IndexOf('.');
        return (first >= 0 && name[(first + 1)..].Contains('.') ? name[(first + 1)..] : name).ToString().ToLowerInvariant();
    }

    private void CallThread()
    {
        if (_idle >= _queue.Count)
        {
            Monitor.Pulse(_gate);
        }
        else if (_threads < atOnce)
        {
            AddThread();
        }
    }

    private void AddThread()
    {
        try
        {
            if (start is not null)
            {
                start(Work);
            }
            else
            {
                new Thread(Work, StackBytes) { IsBackground = true, Name = "name look-up" }.Start();
            }

            _threads++;
        }
        catch (OutOfMemoryException) // pthread_create(3): EAGAIN
        {
            // Those that there are come to it in time.
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

                    End(lookup);
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
            End(lookup);
        }
    }

    /// <summary>It is not wanted any more, and its turn is the next one's.</summary>
    private void End(Lookup lookup)
    {
        _wanted.Remove((lookup.Host, lookup.Family));
        (string, AddressFamily) key = (ZoneOf(lookup.Host), lookup.Family);
        ZoneLookups zone = _zones[key];
        zone.Turns--;
        Advance(key, zone);
    }

    /// <summary>The look-ups of one zone and family.</summary>
    private sealed class ZoneLookups
    {
        /// <summary>Those whose turn has not come.</summary>
        public Queue<Lookup> Waiting { get; } = new();

        /// <summary>How many have their turn.</summary>
        public int Turns { get; set; }
    }

    private sealed class Lookup(string host, AddressFamily family)
    {
        private readonly TaskCompletionSource<IPAddress[]> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Host => host;

        public AddressFamily Family => family;

        /// <summary>How many runs have asked and not given up.</summary>
        public int Waiters { get; set; }

        public Task<IPAddress[]> Addresses => _completion.Task;

        public bool IsFound => Addresses.IsCompletedSuccessfully;

        /// <summary><c>null</c> when there are none, or none yet.</summary>
        public IPAddress[]? Found => IsFound ? Addresses.Result : null;

        public void Succeed(IPAddress[] addresses) => _completion.SetResult(addresses);

        public void Fail(Exception e)
        {
            _completion.SetException(e);
            _ = Addresses.Exception; // heard, even when nobody waits any more
        }
    }
}
