using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Execution;

/// <summary>What the execution says; of a run that is as it should be, nothing.</summary>
internal static partial class ExecutionLog
{
    [LoggerMessage(EventId = 1, Message = "Checker \"{Check}\" output stderr: {Text}")]
    public static partial void StandardError(this ILogger logger, LogLevel level, string check, string text);

    [LoggerMessage(2, LogLevel.Warning, "Action of \"{Check}\" output stderr: {Text}")]
    public static partial void ActionStandardError(this ILogger logger, string check, string text);

    [LoggerMessage(3, LogLevel.Debug, "Action of \"{Check}\" exited with 0")]
    public static partial void ActionSucceeded(this ILogger logger, string check);

    [LoggerMessage(4, LogLevel.Warning, "Action of \"{Check}\" failed: {Reason}")]
    public static partial void ActionFailed(this ILogger logger, string check, string reason);

    [LoggerMessage(5, LogLevel.Warning,
        "Action of \"{Check}\" is skipped, for {Count} actions run already; make them faster, or lower their timeout_seconds")]
    public static partial void ActionSkipped(this ILogger logger, string check, int count);

    [LoggerMessage(6, LogLevel.Warning,
        "Checker \"{Check}\" printed {Count} bytes beyond the first 64 KiB, which are dropped; have it print less")]
    public static partial void OutputDropped(this ILogger logger, string check, long count);

    [LoggerMessage(7, LogLevel.Warning, "Checker \"{Check}\" cannot be ended, and is not run again until it has: {Reason}")]
    public static partial void Lingers(this ILogger logger, string check, string reason);

    [LoggerMessage(8, LogLevel.Warning, "Action of \"{Check}\" cannot be ended, and is not run again until it has: {Reason}")]
    public static partial void ActionLingers(this ILogger logger, string check, string reason);
}
