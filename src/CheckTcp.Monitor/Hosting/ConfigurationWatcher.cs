using System.Runtime.InteropServices;
using System.Threading.Channels;
using CheckTcp.Monitor.Configuration;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Hosting;

/// <summary>Has the configuration read again on SIGHUP, and when its files change.</summary>
/// <param name="configuration">What is in force.</param>
/// <param name="apply">Takes a new one over.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class ConfigurationWatcher(
    LiveConfiguration configuration, Action<MonitorConfiguration> apply, TimeProvider time, ILogger log) : IAsyncDisposable
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

    /// <summary>Has it read again, as SIGHUP does.</summary>
    public void ReadAgain() => _reasons.Writer.TryWrite(true);

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
            try
            {
                Step(atOnce);
            }
#pragma warning disable CA1031 // One that got away would end every reload to come, and nobody would hear of it.
            catch (Exception e)
#pragma warning restore CA1031
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the configuration could not be read again and taken over; it is tried again when it changes, and on SIGHUP")]
    private partial void LogFailed(Exception error);
}
