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
            using MonitorSource source = await SourceOfAsync(DataDirectoriesOf(call), cancellation);
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

    /// <summary>The first daemon that runs on one of these directories, else the store of the first that has one.</summary>
    private static async Task<MonitorSource> SourceOfAsync(IReadOnlyList<string> directories, CancellationToken cancellation)
    {
        foreach (string directory in directories)
        {
            if (await RunningDaemon.FindAsync(DataLocation.SocketIn(directory), cancellation) is { } daemon)
            {
                return daemon;
            }
        }

        string stored = directories.FirstOrDefault(directory => File.Exists(History.DataDirectory.HistoryPathIn(directory))) ?? directories[0];
        return new StoppedStore(stored, TimeProvider.System, LogSetup.Create(json: false, LogLevel.Warning));
    }

    /// <summary>Where the data may lie: what was given, or what the configuration has. A daemon goes on with the configuration that it read
    /// before the file got its errors: then what is left of the file, or the default, leads to it.</summary>
    private IReadOnlyList<string> DataDirectoriesOf(ParseResult call)
    {
        if (call.GetValue(DataDirectory) is { } given)
        {
            return [DataLocation.Of(given, null)];
        }

        if (ConfigurationOf(call) is not { } file)
        {
            return [DataLocation.Of(null, null)];
        }

        if (ConfigurationReader.Read(file).Configuration is { } configuration)
        {
            return [DataLocation.Of(null, configuration)];
        }

        Console.Error.WriteLine($"check-tcpd: {file} has errors (check-tcpd configtest lists them), so that it is refused; a daemon that runs keeps what it read before");
        return [.. new[] { DataLocation.Of(null, ConfigurationReader.ReadSettings(file)), DataLocation.Of(null, null) }.Distinct()];
    }
}
