using System.Collections;

namespace CheckTcp.Monitor.Execution;

/// <summary>The variables that the program was started with, but for what is between it and its service manager.</summary>
internal static class OwnEnvironment
{
    // sd_notify(3), sd_watchdog_enabled(3).
    public const string NotifySocket = "NOTIFY_SOCKET";
    public const string WatchdogInterval = "WATCHDOG_USEC";
    public const string WatchedProcess = "WATCHDOG_PID";

    /// <summary>Names and values.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Variables =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => new KeyValuePair<string, string>((string)variable.Key, (string?)variable.Value ?? ""))
            .Where(variable => variable.Key is not (NotifySocket or WatchdogInterval or WatchedProcess));
}
