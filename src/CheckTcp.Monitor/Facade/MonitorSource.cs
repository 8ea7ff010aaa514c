namespace CheckTcp.Monitor.Facade;

/// <summary>Where commands ask about the monitor: the daemon when one runs, the store when none does.</summary>
internal abstract class MonitorSource : IDisposable
{
    /// <summary>How the monitor and its checks fare.</summary>
    /// <exception cref="ControlException">It cannot be told.</exception>
    public abstract Task<StatusView> StatusAsync(CancellationToken cancellation);

    /// <summary>Open alerts, or all of them; the newest first.</summary>
    /// <exception cref="ControlException">They cannot be told.</exception>
    public abstract Task<IReadOnlyList<AlertView>> AlertsAsync(bool all, CancellationToken cancellation);

    /// <summary>Results of a check from so long ago until now.</summary>
    /// <exception cref="ControlException">Nothing is known of the check.</exception>
    public abstract Task<HistoryView> HistoryAsync(string check, TimeSpan period, CancellationToken cancellation);

    /// <summary>Closes an open alert.</summary>
    /// <exception cref="ControlException">There is no such open alert, or it cannot be stored.</exception>
    public abstract Task<AlertView> CloseAsync(long alertId, string reason, CancellationToken cancellation);

    /// <inheritdoc/>
    public abstract void Dispose();
}

/// <summary>A request that cannot be granted; the message says why and how to mend it.</summary>
internal sealed class ControlException : Exception
{
    /// <summary>With these words.</summary>
    public ControlException(string message)
        : base(message)
    {
    }

    /// <summary>With these words, because of this.</summary>
    public ControlException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
