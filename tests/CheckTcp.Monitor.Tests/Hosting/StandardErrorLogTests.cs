using System.Globalization;
using CheckTcp.Monitor.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CheckTcp.Monitor.Tests.Hosting;

public class StandardErrorLogTests
{
    [Fact]
    public async Task While_nobody_reads_nobody_waits_and_what_is_dropped_is_counted_at_its_place()
    {
        using var output = new HeldStream();
        using var log = new StandardErrorLog(new LineFormatter(new FakeTimeProvider(), underSystemd: true), output);
        ILogger logger = log.CreateLogger("category");
        Log(logger, "line 0");
        await output.Writing.WaitAsync(TestContext.Current.CancellationToken);

        bool waited = await WaitsAsync(output, () =>
        {
            for (int line = 1; line <= StandardErrorLog.MostLines + 300; line++)
            {
                Log(logger, string.Create(CultureInfo.InvariantCulture, $"line {line}"));
            }
        });
        Assert.False(waited);
        await output.UntilAsync(StandardErrorLog.MostLines + 1);
        Log(logger, "later");
        await output.UntilAsync(StandardErrorLog.MostLines + 3);

        string[] lines = output.Lines;
        Assert.Equal(
            [$"<6>line {StandardErrorLog.MostLines}", "<4>300 lines of the log were dropped here, since nothing read standard error", "<6>later"],
            lines[^3..]);
        Assert.Equal([.. Enumerable.Range(0, StandardErrorLog.MostLines + 1).Select(line => $"<6>line {line}")], lines[..^2]);
    }

    [Fact]
    public void The_end_waits_for_what_is_held()
    {
        using var output = new HeldStream();
        output.Release();
        var log = new StandardErrorLog(new LineFormatter(new FakeTimeProvider(), underSystemd: true), output);
        for (int line = 0; line < 100; line++)
        {
            Log(log.CreateLogger("category"), "text");
        }

        log.Dispose();

        Assert.Equal(100, output.Lines.Length);
    }

    [Fact]
    public async Task The_end_does_not_wait_for_one_who_never_reads()
    {
        using var output = new HeldStream();
        var log = new StandardErrorLog(new LineFormatter(new FakeTimeProvider(), underSystemd: true), output);
        Log(log.CreateLogger("category"), "text");
        await output.Writing.WaitAsync(TestContext.Current.CancellationToken);

        bool waited = await WaitsAsync(output, () =>
        {
            log.Dispose();
            Log(log.CreateLogger("category"), "after the end");
            Assert.Empty(output.Lines);
        });

        Assert.False(waited);
    }

    /// <summary>Does what must not wait for whoever reads, and only then reads.</summary>
    /// <returns>Whether it has waited: it would have for ever.</returns>
    private static async Task<bool> WaitsAsync(HeldStream output, Action what)
    {
        Task doing = Task.Run(what, TestContext.Current.CancellationToken);
        bool waited = await Task.WhenAny(doing, Task.Delay(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)) != doing;
        output.Release();
        await doing;
        return waited;
    }

#pragma warning disable CA1848, CA2254 // what is logged is the test's, a line each
    private static void Log(ILogger logger, string text) => logger.LogInformation(text);
#pragma warning restore CA1848, CA2254

    /// <summary>A pipe that is read only when the test says so.</summary>
    private sealed class HeldStream : MemoryStream
    {
        private readonly ManualResetEventSlim _released = new();
        private readonly TaskCompletionSource _writing = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();
        private readonly List<string> _lines = [];
        private TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Writing => _writing.Task;

        public string[] Lines
        {
            get
            {
                lock (_lock)
                {
                    return [.. _lines];
                }
            }
        }

        public void Release() => _released.Set();

        public async Task UntilAsync(int lines)
        {
            while (true)
            {
                Task written;
                lock (_lock)
                {
                    if (_lines.Count >= lines)
                    {
                        return;
                    }

                    written = _written.Task;
                }

                await written.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            }
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            _writing.TrySetResult();
            _released.Wait();
            lock (_lock)
            {
                _lines.Add(System.Text.Encoding.UTF8.GetString(buffer).TrimEnd('\n'));
                _written.SetResult();
                _written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        protected override void Dispose(bool disposing)
        {
            Release();
            base.Dispose(disposing);
        }
    }
}
