using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Storage;

/// <summary>What the history tells the log.</summary>
internal static partial class HistoryLog
{
    [LoggerMessage(Level = LogLevel.Error, Message = "history {path} is damaged ({cause}): it is set aside, and a new one begun")]
    public static partial void Damaged(ILogger logger, string path, string cause);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "the damaged history is kept as {path}; {alerts} alerts and {states} states of checks were taken over from it, "
            + "{whole} that it held")]
    public static partial void SetAside(ILogger logger, string path, int alerts, int states, string whole);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "history {path} cannot be written: {reason}; checks and alerts go on in memory. To mend it: {mend}")]
    public static partial void Held(ILogger logger, string path, string reason, string mend);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "history {path} is written again; {results} results and {changes} changes of alerts were held since {since:u}, "
            + "{dropped} results given up")]
    public static partial void WrittenAgain(ILogger logger, string path, int results, int changes, DateTimeOffset since, long dropped);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "history {path} was deleted, moved or replaced while check-tcpd was running: it is begun anew with what is in memory (alerts, "
            + "states, certificates, waiting reports); earlier results are where the old file is now. Stop check-tcpd before you touch its files")]
    public static partial void Gone(ILogger logger, string path);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "history {path}: the disk has not answered for {seconds} s; checks and alerts go on in memory. To mend it: look at the disk of {path}")]
    public static partial void Hangs(ILogger logger, string path, long seconds);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "history {path}: the disk answers again; {results} results and {changes} changes of alerts were held since {since:u}")]
    public static partial void AnswersAgain(ILogger logger, string path, int results, int changes, DateTimeOffset since);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "history {path} {end}, but check-tcpd had written to it until {last}: this is an older copy or a new file, without the alerts and "
            + "results since then; new alerts begin with id {next}")]
    public static partial void IsOlder(ILogger logger, string path, string end, string last, long next);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "data directory {path}: check-tcpd.lock was deleted, moved or replaced while check-tcpd was running; it is created again")]
    public static partial void TakenAgain(ILogger logger, string path);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "data directory {path}: others could enter it or write in it (mode {mode}); it now has mode 0700. For a group that may use the "
            + "control socket: chmod 750 {path}")]
    public static partial void ClosedToOthers(ILogger logger, string path, string mode);

    [LoggerMessage(Level = LogLevel.Error, Message = "{reason}")]
    public static partial void NotTakenAgain(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "{reason}; checks and alerts go on in memory")]
    public static partial void Refused(ILogger logger, string reason);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "history {path}: an entry of check {check} breaks a rule of the store and is left out: {cause}")]
    public static partial void LeftOut(ILogger logger, string path, string check, string cause);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "history {path} cannot be tidied: {reason}; it is tried again every minute. To mend it: {mend}")]
    public static partial void NotTidied(ILogger logger, string path, string reason, string mend);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "history {path}: the disk did not answer for so long that {results} results were given up")]
    public static partial void GivenUp(ILogger logger, string path, long results);

    [LoggerMessage(Level = LogLevel.Error, Message = "history {path}: some results of the past are damaged and are left out")]
    public static partial void ResultsDamaged(ILogger logger, string path);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "history {path}: stopped while it could not be written; {results} results and {changes} changes of alerts are lost")]
    public static partial void Lost(ILogger logger, string path, int results, int changes);
}
