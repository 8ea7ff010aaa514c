using System.Globalization;
using System.Net.Sockets;
using CheckTcp.Monitor.Execution;
using Microsoft.Extensions.Hosting.Systemd;

namespace CheckTcp.Monitor.Hosting;

/// <summary>systemd, or another manager that is notified as sd_notify(3) says.</summary>
internal static class ServiceManager
{
    private static readonly SystemdNotifier Notifier = new();

    /// <summary>Whether it started us: its socket says so. That our parent is called systemd, which the class library asks for, does not
    /// hold in containers and for other managers.</summary>
    public static bool IsThere => Environment.GetEnvironmentVariable(OwnEnvironment.NotifySocket) is { Length: > 0 };

    /// <summary>How often it has to hear from us, lest it ends us; <c>null</c> when it does not want to.</summary>
    public static TimeSpan? WatchdogInterval => WatchdogIntervalOf(
        Environment.GetEnvironmentVariable(OwnEnvironment.WatchdogInterval), Environment.GetEnvironmentVariable(OwnEnvironment.WatchedProcess), Environment.ProcessId);

    /// <summary>Notifies it, if it is there.</summary>
    public static void Notify(ServiceState state)
    {
        try
        {
            Notifier.Notify(state);
        }
        catch (SocketException)
        {
            // It is gone, or there is no descriptor now; it misses us then, and says so in its own log.
        }
    }

    /// <inheritdoc cref="WatchdogInterval"/>
    /// <param name="microseconds">The variable <c>WATCHDOG_USEC</c>.</param>
    /// <param name="watched">The variable <c>WATCHDOG_PID</c>: whom it watches; without it, whoever was started.</param>
    /// <param name="self">Our process id.</param>
    internal static TimeSpan? WatchdogIntervalOf(string? microseconds, string? watched, int self) =>
        long.TryParse(microseconds, NumberStyles.None, CultureInfo.InvariantCulture, out long interval)
        && interval is > 0 and <= int.MaxValue * 1000L
        && (string.IsNullOrEmpty(watched) || watched == self.ToString(CultureInfo.InvariantCulture))
            ? TimeSpan.FromMicroseconds(interval)
            : null;
}
