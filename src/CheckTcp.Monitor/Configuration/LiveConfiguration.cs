using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Text;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Configuration;

/// <summary>The configuration in force, and the file that it came from, which is read again when it changes.</summary>
/// <param name="path">The file; <c>null</c> for the sample, which never changes.</param>
/// <param name="first">What it was at the start.</param>
/// <param name="files">The files that took part then; <c>null</c> for the sample.</param>
/// <param name="problems">What is left out of it.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class LiveConfiguration(
    string? path, MonitorConfiguration first, ConfigurationFiles? files, IReadOnlyList<string> problems, TimeProvider time, ILogger<LiveConfiguration> log)
{
    /// <summary>How often the files have to look the same again before a list is taken that has lost most of its targets.</summary>
    private const int PollsToStay = 2;

    private ConfigurationFiles? _files = files;
    private UInt128 _read = files?.AsRead ?? 0;
    private UInt128 _changing = files?.AsRead ?? 0;
    private int? _pollsOfShrunk;

    /// <summary>What is in force.</summary>
    public MonitorConfiguration Current { get; private set; } = first;

    /// <summary>Where it came from.</summary>
    public string Name => path is null ? SampleConfiguration.Name : PlainLine.Of(path);

    /// <summary>Since when it is in force.</summary>
    public DateTimeOffset LoadedAt { get; private set; } = time.GetUtcNow();

    /// <summary>Why the file as it is now was refused; empty when it is the one in force.</summary>
    public IReadOnlyList<string> Refused { get; private set; } = [];

    /// <summary>What is left out of what is in force, and why. A start takes what can run, so that one bad line in a list does
    /// not stop all monitoring.</summary>
    public IReadOnlyList<string> Problems { get; private set; } = problems;

    /// <summary>Reads the file again if it, or one that it names, has changed and is not being written any more.</summary>
    /// <returns>Whether another configuration is in force now.</returns>
    public bool ReadIfChanged()
    {
        if (_files is null)
        {
            return false;
        }

        UInt128 now = _files.Fingerprint();
        if (now == _read)
        {
            return ++_pollsOfShrunk == PollsToStay && Read(takesShrunk: true);
        }

        if (now != _changing)
        {
            _changing = now; // whoever writes it may not be done: it has to look the same twice
            return false;
        }

        return Read();
    }

    /// <summary>Reads the file again. A bad file leaves what is in force, and the log has the reason.</summary>
    /// <returns>Whether another configuration is in force now.</returns>
    public bool Read() => Read(takesShrunk: false);

    private bool Read(bool takesShrunk)
    {
        if (path is null)
        {
            return false;
        }

        ConfigurationResult result = ConfigurationReader.Read(path);
        _files = result.Files;
        _read = _changing = result.Files.AsRead;
        _pollsOfShrunk = null;
        LogFindings(log, result.Findings);
        if (ReasonsToRefuse(result) is { IsEmpty: false } reasons)
        {
            Refused = reasons;
            LogRefused(Name);
            return false;
        }

        MonitorConfiguration next = result.Configuration!;
        if (!takesShrunk && ReloadChanges.Shrunk(Current, next) is { } shrunk)
        {
            _pollsOfShrunk = 0;
            LogShrunk(shrunk);
            return false;
        }

        Refused = [];
        Problems = result.LeftOut;
        string changes = ReloadChanges.Describe(Current, next);
        LogRead(Name, next.Checks.Length, changes);
        foreach (string key in ChangesForTheNextStart(Current, next))
        {
            LogNeedsRestart(key);
        }

        Current = next;
        LoadedAt = time.GetUtcNow();
        return true;
    }

    /// <summary>All or nothing: what a start would leave out keeps a reload from taking the rest, too, unless a part is left out already, and no list
    /// has fewer targets than before.</summary>
    private ImmutableArray<string> ReasonsToRefuse(ConfigurationResult result) => result switch
    {
        { Configuration: null } => result.Errors,
        { Errors.IsEmpty: false } when Problems.Count == 0 || ReloadChanges.LosesTargets(Current, result.Configuration) => result.Errors,
        { Configuration: { Checks.IsEmpty: true, Monitor.AllowEmpty: false } } when !Current.Checks.IsEmpty =>
            [$"{Name}: no check would be left to run; put some in, or write allow_empty = true into [monitor]"],
        _ => [],
    };

    /// <summary>Logs the findings of a configuration.</summary>
    public static void LogFindings(ILogger log, IEnumerable<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            LogFinding(
                log,
                finding.Severity switch
                {
                    FindingSeverity.Error => LogLevel.Error,
                    FindingSeverity.Warning => LogLevel.Warning,
                    _ => LogLevel.Information,
                },
                finding);
        }
    }

    private static IEnumerable<string> ChangesForTheNextStart(MonitorConfiguration before, MonitorConfiguration after)
    {
        (string Key, bool Changed)[] keys =
        [
            ("monitor.data_directory", before.Monitor.DataDirectory != after.Monitor.DataDirectory),
            ("root", before.Agent.Root != after.Agent.Root),
            ("pidfile", before.Agent.PidFile != after.Agent.PidFile),
            ("http_proxy for commands", before.Agent.HttpProxy != after.Agent.HttpProxy),
            ("https_proxy for commands", before.Agent.HttpsProxy != after.Agent.HttpsProxy),
        ];
        return keys.Where(key => key.Changed).Select(key => key.Key);
    }

    [LoggerMessage(Message = "{Finding}")]
    private static partial void LogFinding(ILogger log, LogLevel level, Finding finding);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} is refused; the configuration that was read before stays in force (check-tcpd status shows why)")]
    private partial void LogRefused(string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Path} is read: {Checks} checks; {Changes}")]
    private partial void LogRead(string path, int checks, string changes);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the lists shrank by more than half: {Lists}; the configuration before stays in force until they stay so for two more looks")]
    private partial void LogShrunk(string lists);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a new {Key} takes effect when check-tcpd is restarted")]
    private partial void LogNeedsRestart(string key);
}
