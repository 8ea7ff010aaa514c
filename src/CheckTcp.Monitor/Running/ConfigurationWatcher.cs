using System.Runtime.InteropServices;
using System.Threading.Channels;
using CheckTcp.Monitor.Configuration;

namespace CheckTcp.Monitor.Running;

/// <summary>Has the configuration read again on SIGHUP, and when its files change.</summary>
/// <param name="configuration">What is in force.</param>
/// <param name="apply">Takes a new one over.</param>
/// <param name="time">The clock.</param>
internal sealed class ConfigurationWatcher(LiveConfiguration configuration, Action<MonitorConfiguration> apply, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _reasons = Channel.CreateUnbounded<bool>();
    private PosixSignalRegistration? _hangUp;
    private ITimer? _poll;
    private Task _watching = Task.CompletedTask;

    /// <summary>Starts to watch.</summary>
    public void Start()
    {
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true; // without this the process would end
            _reasons.Writer.TryWrite(true);
        });
        _poll = time.CreateTimer(_ => _reasons.Writer.TryWrite(false), null, Poll, Poll);
        _watching = WatchAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _hangUp?.Dispose();
        _poll?.Dispose();
        _reasons.Writer.TryComplete();
        await _watching;
    }

    /// <summary>Reads it again if there is reason to, and applies what is new.</summary>
    /// <param name="atOnce">Whether or not a file has changed.</param>
    internal void Step(bool atOnce)
    {
        if (atOnce ? configuration.Read() : configuration.ReadIfChanged())
        {
            apply(configuration.Current);
        }
    }

    private async Task WatchAsync()
    {
        await foreach (bool atOnce in _reasons.Reader.ReadAllAsync())
        {
            Step(atOnce);
        }
    }
}
