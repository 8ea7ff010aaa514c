using System.CommandLine;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Control;
using CheckTcp.Monitor.Running;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Commands;

/// <summary>The options that every command has: where configuration and data lie.</summary>
internal sealed class Places
{
    /// <summary>The configuration; <c>-conf</c> is how mackerel-agent calls it.</summary>
    public Option<string> Configuration { get; } = new("--config", "-c", "-conf")
    {
        Description = $"configuration file; by default the first that exists of {string.Join(", ", ConfigurationLocation.Defaults)}",
        HelpName = "FILE",
        Recursive = true,
    };

    /// <summary>The data directory.</summary>
    public Option<string> DataDirectory { get; } = new("--data-directory")
    {
        Description = "where history and control socket lie, instead of where the configuration says",
        HelpName = "DIRECTORY",
        Recursive = true,
    };

    /// <summary>Asks the daemon that runs, or the store if none does, and tells in one line why it cannot be asked.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> AskAsync(ParseResult call, Func<MonitorSource, Task> ask, CancellationToken cancellation)
    {
        try
        {
            string directory = DataDirectoryOf(call);
            using MonitorSource source = await RunningDaemon.FindAsync(DataLocation.SocketIn(directory), cancellation)
                ?? (MonitorSource)new StoppedStore(directory, TimeProvider.System, LogSetup.Create(json: false, LogLevel.Warning));
            await ask(source);
            return 0;
        }
        catch (ControlException e)
        {
            await Console.Error.WriteLineAsync($"check-tcpd: {e.Message}");
            return 1;
        }
    }

    /// <summary>The file that was given, or the first default that exists.</summary>
    public string? ConfigurationOf(ParseResult call) => ConfigurationLocation.Find(call.GetValue(Configuration));

    /// <summary>Where the data lies: what was given, or what the configuration says.</summary>
    /// <exception cref="ControlException">The configuration does not say, since it has errors.</exception>
    private string DataDirectoryOf(ParseResult call)
    {
        if (call.GetValue(DataDirectory) is { } given)
        {
            return DataLocation.Of(given, null);
        }

        if (ConfigurationOf(call) is not { } file)
        {
            return DataLocation.Of(null, null);
        }

        ConfigurationResult result = ConfigurationReader.Read(file);
        return result.Configuration is { } configuration
            ? DataLocation.Of(null, configuration)
            : throw new ControlException($"{file} has errors (check-tcpd configtest tells them); name the data directory with --data-directory");
    }
}
