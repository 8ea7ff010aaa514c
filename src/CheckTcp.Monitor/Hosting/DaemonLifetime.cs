using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace CheckTcp.Monitor.Hosting;

/// <summary>Ties the host to the signals and to the service manager: every signal that ends it is the same stop, whoever started us.</summary>
/// <param name="signals">The signals.</param>
/// <param name="application">The host's own life.</param>
internal sealed class DaemonLifetime(Signals signals, IHostApplicationLifetime application) : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        application.ApplicationStarted.Register(() => ServiceManager.Notify(ServiceState.Ready));
        application.ApplicationStopping.Register(() => ServiceManager.Notify(ServiceState.Stopping));
        signals.Stop.Register(application.StopApplication);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
