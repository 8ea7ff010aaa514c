using System.Collections;

namespace CheckTcp.Monitor.Hosting;

/// <summary>The variables that the program was started with, but for what is between it and its service manager.</summary>
internal static class OwnEnvironment
{
    /// <summary>Names and values.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Variables =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => new KeyValuePair<string, string>((string)variable.Key, (string?)variable.Value ?? ""))
            .Where(variable => !ServiceManager.Variables.Contains(variable.Key));
}
