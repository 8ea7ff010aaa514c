namespace CheckTcp.Monitor.Hosting;

/// <summary>What the command line says about the daemon.</summary>
/// <param name="ConfigurationFile">The file; <c>null</c> for the first default that exists.</param>
/// <param name="DataDirectory">Where its data lies; <c>null</c> for what the configuration says.</param>
/// <param name="JsonLog">The log as JSON.</param>
/// <param name="Verbose">More log, as <c>verbose</c> in the file.</param>
internal sealed record DaemonOptions(string? ConfigurationFile, string? DataDirectory, bool JsonLog, bool Verbose);
