using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace CheckTcp.Monitor.Hosting;

/// <summary>Writes the log to standard error, on a thread of its own. Nobody who logs ever waits: while nothing reads (a journal that is stuck,
/// a terminal that was stopped), lines are held up to a bound, and then dropped and counted.</summary>
internal sealed class StandardErrorLog : ILoggerProvider
{
    /// <summary>What is held while nothing reads; lines are a few hundred bytes long.</summary>
    public const int MostLines = 5_000;

    private static readonly TimeSpan ToWriteAtTheEnd = TimeSpan.FromSeconds(1);

    private readonly ConsoleFormatter _formatter;
    private readonly Stream _output;
    private readonly BlockingCollection<string> _lines = new(MostLines);
    private readonly Lock _lock = new();
    private readonly Thread _writing;
    private long _dropped;
    private bool _isEnding;

    /// <param name="formatter">How an event becomes a line.</param>
    /// <param name="output">Standard error.</param>
    public StandardErrorLog(ConsoleFormatter formatter, Stream output)
    {
        (_formatter, _output) = (formatter, output);
        _writing = new Thread(Write) { IsBackground = true, Name = "log" };
        _writing.Start();
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new CategoryLogger(this, categoryName);

    /// <summary>Lets what is held be written, for a second at most.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isEnding)
            {
                return;
            }

            TryTellDropped();
            _isEnding = true;
            _lines.CompleteAdding();
        }

        if (_writing.Join(ToWriteAtTheEnd))
        {
            _lines.Dispose();
        }
    }

    private void Write()
    {
        foreach (string line in _lines.GetConsumingEnumerable())
        {
            try
            {
                _output.Write(Encoding.UTF8.GetBytes(line));
            }
            catch (IOException)
            {
                // Whoever read it is gone; there is no other place to tell.
            }
        }
    }

    private void Add(string line)
    {
        lock (_lock)
        {
            if (_isEnding)
            {
                return;
            }

            if (!TryTellDropped() || !_lines.TryAdd(line))
            {
                _dropped++;
            }
        }
    }

    /// <returns>Whether there is nothing to tell any more.</returns>
    private bool TryTellDropped()
    {
        if (_dropped > 0 && _lines.TryAdd(LineOf(new LogEntry<string>(
            LogLevel.Warning,
            typeof(StandardErrorLog).FullName!,
            default,
            string.Create(CultureInfo.InvariantCulture, $"{_dropped} lines of the log were dropped here, since nothing read standard error"),
            null,
            (text, _) => text))))
        {
            _dropped = 0;
        }

        return _dropped == 0;
    }

    private string LineOf<TState>(in LogEntry<TState> entry)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        _formatter.Write(entry, null, text);
        return text.ToString();
    }

    private sealed class CategoryLogger(StandardErrorLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Add(log.LineOf(new LogEntry<TState>(logLevel, category, eventId, state, exception, formatter)));
    }
}
