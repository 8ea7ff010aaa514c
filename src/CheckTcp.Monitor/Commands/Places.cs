using System.CommandLine;
using System.CommandLine.Parsing;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Facade;
using CheckTcp.Monitor.Hosting;
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

    public Places() => DataDirectory.Validators.Add(given => Refuse(given, given.Tokens, "--data-directory"));

    /// <summary>SQLite is opened under a name in UTF-8: a path of other bytes would lead to another file.</summary>
    public static void Refuse(SymbolResult given, IReadOnlyList<Token> tokens, string name)
    {
        foreach (Token token in tokens.Where(token => ByteText.ContainsEscapedByte(token.Value)))
        {
            given.AddError($"{name} {PlainLine.Of(token.Value)}: not UTF-8; name another, or a symbolic link to it");
        }
    }

    /// <inheritdoc cref="AskAsync(ParseResult, Func{MonitorSource, Task{int}}, CancellationToken, int)"/>
    public Task<int> AskAsync(ParseResult call, Func<MonitorSource, Task> ask, CancellationToken cancellation) => AskAsync(
        call,
        async source =>
        {
            await ask(source);
            return 0;
        },
        cancellation);

    /// <summary>Asks the daemon that runs, or the store if none does, and tells in one line why it cannot be asked.</summary>
    /// <param name="call">The command line.</param>
    /// <param name="ask">Asks, and says how the program exits.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <param name="refused">The exit code when nobody can be asked.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> AskAsync(ParseResult call, Func<MonitorSource, Task<int>> ask, CancellationToken cancellation, int refused = 1)
    {
        try
        {
            using MonitorSource source = await SourceAsync(call, cancellation);
            return await ask(source);
        }
        catch (ControlException e)
        {
            await Console.Error.WriteLineAsync($"check-tcpd: {e.Message}");
            return refused;
        }
    }

    /// <summary>The first daemon that runs on one of the directories where the data may lie, else the store of the first that has one.</summary>
    /// <exception cref="ControlException">A daemon runs and may not be asked.</exception>
    public async Task<MonitorSource> SourceAsync(ParseResult call, CancellationToken cancellation)
    {
        IReadOnlyList<string> directories = DataDirectoriesOf(call);
        foreach (string directory in directories)
        {
            if (await RunningDaemon.FindAsync(DataLocation.SocketIn(directory), cancellation) is { } daemon)
            {
                return daemon;
            }
        }

        return new StoppedStore(StoredIn(directories), TimeProvider.System, LogSetup.Create(json: false, LogLevel.Warning));
    }

    /// <summary>The first of the directories where the data may lie that has a store.</summary>
    public string DataDirectoryOf(ParseResult call) => StoredIn(DataDirectoriesOf(call));

    /// <summary>The file that was given, or the first default that exists.</summary>
    public string? ConfigurationOf(ParseResult call) => ConfigurationLocation.Find(call.GetValue(Configuration));

    private static string StoredIn(IReadOnlyList<string> directories) =>
        directories.FirstOrDefault(directory => File.Exists(Storage.DataDirectory.HistoryPathIn(directory))) ?? directories[0];

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
