using System.Net;
using System.Net.Sockets;

namespace CheckTcp.Probing.Transports;

/// <summary>How a run reaches the network. The dialogue is written once over this seam; a transport either blocks, and completes every
/// call before it returns, or waits asynchronously.</summary>
/// <remarks>Disposing without <see cref="Channel.CloseAsync"/> resets the connection, so that a failed run leaves no port
/// behind.</remarks>
internal abstract class Transport : Channel, IDisposable
{
    /// <summary>How many unread bytes closing drops at most: a peer that goes on sending is not listened to.</summary>
    protected const int DrainedAtMost = 64 * 1024;

    /// <summary>The addresses of a name, in the order in which the system's resolver prefers them.</summary>
    /// <exception cref="SocketException">The name has none, or the resolver failed.</exception>
    /// <exception cref="OperationCanceledException">The deadline has passed.</exception>
    public abstract ValueTask<IPAddress[]> ResolveAsync(string host, AddressFamily family);

    /// <summary>Starts to connect; how it went, even if it went wrong at once, is told by <see cref="NextOutcomeAsync"/>.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="source">The local address to come from; <c>null</c> for any.</param>
    public abstract void BeginConnect(EndPoint endPoint, IPAddress? source);

    /// <summary>Waits for one of the attempts that were begun.</summary>
    /// <returns>The outcome, or <c>null</c> when there was none within <paramref name="patience"/>.</returns>
    /// <exception cref="OperationCanceledException">The deadline has passed.</exception>
    public abstract ValueTask<ConnectOutcome?> NextOutcomeAsync(TimeSpan patience);

    /// <summary>Goes on with this attempt and drops the others.</summary>
    public abstract void Keep(int attempt);

    /// <summary>Gives up an attempt whose outcome was a failure.</summary>
    public abstract void Drop(int attempt);

    /// <summary>How many segments of an attempt that was neither kept nor dropped yet were sent again so far.</summary>
    /// <returns><c>null</c> where the system does not tell.</returns>
    public virtual int? Retransmissions(int attempt) => null;

    /// <summary>The local end of the connection that was kept; <c>null</c> for a Unix socket.</summary>
    /// <exception cref="SocketException">The connection broke.</exception>
    public abstract IPEndPoint? LocalEndPoint();

    /// <summary>Lets time pass; the deadline does not count it.</summary>
    public abstract ValueTask WaitAsync(TimeSpan duration);

    /// <summary>Has the run go on, from here to its end, where it keeps neither other runs nor its caller from going on: to be called
    /// before work that may take more than a fraction of a millisecond.</summary>
    public virtual ValueTask StepAsideAsync() => default;

    /// <summary>Lets other runs go on where this one has had its turn: to be called between any two pieces of work that nothing is waited for
    /// between.</summary>
    public virtual ValueTask TakeTurnsAsync() => default;

    /// <summary>Gives up a thread that other runs wait for: to be called at the end, for the caller may block where it goes on.</summary>
    public virtual ValueTask LeaveLoopAsync() => default;

    /// <summary>Gives up whatever is open; resets the connection unless it was closed in order.</summary>
    public abstract void Dispose();
}

/// <summary>How an attempt to connect ended.</summary>
/// <param name="Attempt">Which one: 0 for the first that was begun.</param>
/// <param name="Error"><see cref="SocketError.Success"/> when the connection stands.</param>
/// <param name="ErrorNumber">The system's number of the error, as far as it is known.</param>
/// <param name="SourceFailed">Whether it already failed at the local address that it was to come from.</param>
/// <param name="AtOnce">Whether this machine itself refused, so that nothing was sent: an error that came later is an answer.</param>
internal readonly record struct ConnectOutcome(int Attempt, SocketError Error, int? ErrorNumber, bool SourceFailed = false, bool AtOnce = false);
