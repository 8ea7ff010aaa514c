using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CheckTcp.Monitor.Hosting;

/// <summary>The log as text: one event is one line, whatever a server or a command has put into it.</summary>
/// <remarks>Under systemd a line begins with its priority (sd-daemon(3)), and the journal knows the time; elsewhere with the time.</remarks>
internal sealed class LineFormatter(TimeProvider time, bool underSystemd) : ConsoleFormatter(FormatterName)
{
    /// <summary>How the console logger finds it.</summary>
    public const string FormatterName = "line";

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        if (underSystemd)
        {
            textWriter.Write(string.Create(CultureInfo.InvariantCulture, $"<{PriorityOf(logEntry.LogLevel)}>"));
        }
        else
        {
            textWriter.Write(time.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ ", CultureInfo.InvariantCulture));
            textWriter.Write(WordOf(logEntry.LogLevel));
            textWriter.Write(' ');
        }

        textWriter.Write(Display.Escape(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(": ");
            textWriter.Write(Display.Escape(exception.ToString()));
        }

        textWriter.Write('\n');
    }

    private static int PriorityOf(LogLevel level) => level switch
    {
        LogLevel.Critical => 2,
        LogLevel.Error => 3,
        LogLevel.Warning => 4,
        LogLevel.Information => 6,
        _ => 7,
    };

    private static string WordOf(LogLevel level) => level switch
    {
        LogLevel.Critical => "CRITICAL",
        LogLevel.Error => "ERROR",
        LogLevel.Warning => "WARNING",
        LogLevel.Information => "INFO",
        _ => "DEBUG",
    };
}
