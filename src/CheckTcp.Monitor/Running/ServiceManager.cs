using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Systemd;

namespace CheckTcp.Monitor.Running;

/// <summary>systemd, or whoever else wants to be told as sd_notify(3) says.</summary>
internal static class ServiceManager
{
    /// <summary>The variable that names its socket; commands of checks do not get it.</summary>
    public const string SocketVariable = "NOTIFY_SOCKET";

    /// <summary>Whether it started us: its socket says so. That our parent is called systemd, which the class library asks for, does not
    /// hold in containers and for other managers.</summary>
    public static bool IsThere => Environment.GetEnvironmentVariable(SocketVariable) is { Length: > 0 };

    /// <summary>Has it told when the host is ready and when it stops; the host then stops on SIGTERM.</summary>
    public static void AddTo(IServiceCollection services)
    {
        if (IsThere)
        {
            services.AddSingleton<ISystemdNotifier, SystemdNotifier>();
            services.AddSingleton<IHostLifetime, SystemdLifetime>();
        }
    }
}
