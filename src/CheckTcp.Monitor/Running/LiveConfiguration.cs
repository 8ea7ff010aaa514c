using CheckTcp.Monitor.Configuration;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Running;

/// <summary>The configuration in force, and the file that it came from, which is read again when it changes.</summary>
/// <param name="path">The file; <c>null</c> for the sample, which never changes.</param>
/// <param name="first">What it was at the start.</param>
/// <param name="files">The files that took part then; <c>null</c> for the sample.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
internal sealed partial class LiveConfiguration(
    string? path, MonitorConfiguration first, ConfigurationFiles? files, TimeProvider time, ILogger<LiveConfiguration> log)
{
    private ConfigurationFiles? _files = files;
    private UInt128 _read = files?.AsRead ?? 0;
    private UInt128 _changing = files?.AsRead ?? 0;

    /// <summary>What is in force.</summary>
    public MonitorConfiguration Current { get; private set; } = first;

    /// <summary>Where it came from.</summary>
    public string Name => path ?? SampleConfiguration.Name;

    /// <summary>Since when it is in force.</summary>
    public DateTimeOffset LoadedAt { get; private set; } = time.GetUtcNow();

    /// <summary>Why the file as it is now was refused; empty when it is the one in force.</summary>
    public IReadOnlyList<string> Refused { get; private set; } = [];

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
            return false;
        }

        if (now != _changing)
        {
            _changing = now; // whoever writes it may not be done: it has to look the same twice
            return false;
        }

        return Read();
    }

    /// <summary>Reads the file again. A bad file leaves what is in force and is told.</summary>
    /// <returns>Whether another configuration is in force now.</returns>
    public bool Read()
    {
        if (path is null)
        {
            return false;
        }

        ConfigurationResult result = ConfigurationReader.Read(path);
        _files = result.Files;
        _read = _changing = result.Files.AsRead;
        TellFindings(log, result.Findings);
        if (result.Configuration is null)
        {
            Refused = [.. result.Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.ToString())];
            LogRefused(path);
            return false;
        }

        Refused = [];
        LogRead(path, result.Configuration.Checks.Length);
        foreach (string key in ChangesForTheNextStart(Current, result.Configuration))
        {
            LogNeedsRestart(key);
        }

        Current = result.Configuration;
        LoadedAt = time.GetUtcNow();
        return true;
    }

    /// <summary>Tells what there is to say about a configuration in the log.</summary>
    public static void TellFindings(ILogger log, IEnumerable<Finding> findings)
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
            ("monitor.retention", before.Monitor.Retention != after.Monitor.Retention),
        ];
        return keys.Where(key => key.Changed).Select(key => key.Key);
    }

    [LoggerMessage(Message = "{Finding}")]
    private static partial void LogFinding(ILogger log, LogLevel level, Finding finding);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} is refused; the configuration that was read before stays in force")]
    private partial void LogRefused(string path);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Path} is read: {Checks} checks")]
    private partial void LogRead(string path, int checks);

    [LoggerMessage(Level = LogLevel.Warning, Message = "a new {Key} takes effect when check-tcpd is restarted")]
    private partial void LogNeedsRestart(string key);
}
