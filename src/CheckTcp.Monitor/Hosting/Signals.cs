using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Hosting;

/// <summary>The signals of the daemon. They are taken before anything else is done: one that comes while it starts counts, too.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;
    private volatile bool _hangUpCame;

    public Signals() => _registrations =
    [
        On(PosixSignal.SIGTERM, _stop.Cancel),
        On(PosixSignal.SIGINT, _stop.Cancel),
        On(PosixSignal.SIGQUIT, _stop.Cancel),
        On(PosixSignal.SIGHUP, () => _hangUpCame = true),
    ];

    /// <summary>Cancelled when the daemon is to stop: SIGTERM, SIGINT or SIGQUIT.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Whether SIGHUP has come.</summary>
    public bool HangUpCame => _hangUpCame;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private static PosixSignalRegistration On(PosixSignal signal, Action act) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true; // without this the process would end
        act();
    });
}
