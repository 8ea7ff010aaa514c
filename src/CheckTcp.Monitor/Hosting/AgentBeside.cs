using CheckTcp.Monitor.Configuration;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Hosting;

/// <summary>mackerel-agent on the same machine: two that report for one host count every failure twice.</summary>
internal static partial class AgentBeside
{
    private const string Agent = "mackerel-agent";
    private const string AgentPidFile = "/var/run/mackerel-agent.pid";

    /// <summary>Says so in the log if it runs and we report, too.</summary>
    public static void Warn(MonitorConfiguration configuration, ILogger log)
    {
        string pidFile = configuration.Agent.PidFile is { Length: > 0 } given ? given : AgentPidFile;
        if (configuration.IsReported && PidFile.OwnerOf(pidFile) == Agent)
        {
            LogBoth(log, pidFile);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "mackerel-agent runs here, too ({PidFile}): if it reports for the same host, every failure counts twice; stop it, set report = false in "
            + "[monitor.mackerel], or give one of them another root")]
    private static partial void LogBoth(ILogger log, string pidFile);
}
