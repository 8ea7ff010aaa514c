using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace CheckTcp.Monitor.Hosting;

/// <summary>The log: one event a line on standard error, as text or as JSON.</summary>
internal static class LogSetup
{
    /// <summary>Makes the log.</summary>
    /// <param name="json">A JSON object for each event instead of text.</param>
    /// <param name="least">What is left out below this.</param>
    public static ILoggerFactory Create(bool json, LogLevel least) => LoggerFactory.Create(log =>
    {
        log.SetMinimumLevel(least);
        log.AddFilter("Microsoft", LogLevel.Warning);
        log.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None); // tells, with a stack, of exceptions that come up to us

        // The formats are the class library's. Its way to standard error is not: whoever logs would wait for whoever reads.
        log.AddConsole();
        log.Services.RemoveAll<ILoggerProvider>();
        log.Services.AddSingleton<ConsoleFormatter>(new LineFormatter(TimeProvider.System, ServiceManager.IsThere));
        log.Services.Configure<JsonConsoleFormatterOptions>(format =>
        {
            format.UseUtcTimestamp = true;
            format.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        string name = json ? ConsoleFormatterNames.Json : LineFormatter.FormatterName;
        log.Services.AddSingleton<ILoggerProvider>(services => new StandardErrorLog(
            services.GetServices<ConsoleFormatter>().Single(formatter => formatter.Name == name), Console.OpenStandardError()));
    });
}
