using System.Net;
using System.Net.Sockets;
using System.Runtime.ExceptionServices;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>getaddrinfo(3) on a thread of its own, which is left behind by whoever does not wait for it to its end.</summary>
internal sealed class LookupThread
{
    private readonly string _host;
    private readonly AddressFamily _family;
    private readonly object _gate;
    private readonly Thread? _thread;
    private ExceptionDispatchInfo? _failure;

    /// <param name="host">The name.</param>
    /// <param name="family">Of which addresses are looked for.</param>
    /// <param name="gate">Pulsed at the end.</param>
    public LookupThread(string host, AddressFamily family, object gate)
    {
        (_host, _family, _gate) = (host, family, gate);
        var thread = new Thread(Run) { IsBackground = true };
        try
        {
            thread.Start();
            _thread = thread;
        }
        catch (OutOfMemoryException e)
        {
            _failure = ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <summary>What was found; <c>null</c> while it is under way and when it failed.</summary>
    public IPAddress[]? Addresses { get; private set; }

    public bool IsDone => Addresses is not null || _failure is not null;

    /// <returns>Whether it is done.</returns>
    public bool Join(TimeSpan patience) => _thread is null || _thread.Join(patience);

    /// <exception cref="SocketException">The name has none, or the resolver failed.</exception>
    /// <exception cref="OutOfMemoryException">There was no thread to be had.</exception>
    public IPAddress[] Result()
    {
        _failure?.Throw();
        return Addresses!;
    }

    private void Run()
    {
        IPAddress[]? addresses = null;
        ExceptionDispatchInfo? failure = null;
        try
        {
            addresses = AddressLookup.Resolve(_host, _family);
        }
        catch (Exception e)
        {
            failure = ExceptionDispatchInfo.Capture(e); // thrown again where the caller can hear it
        }

        lock (_gate)
        {
            (Addresses, _failure) = (addresses, failure);
            Monitor.PulseAll(_gate);
        }
    }
}
