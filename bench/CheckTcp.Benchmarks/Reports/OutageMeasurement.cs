using System.Diagnostics;
using System.Globalization;
using CheckTcp.Monitor.Channels.Mackerel.Api;
using CheckTcp.Monitor.Channels.Mackerel.Sending;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace CheckTcp.Benchmarks.Reports;

/// <summary>Mackerel is gone for hours while every check fails each minute, and comes back: what it costs, faster than time goes by.</summary>
internal sealed class OutageMeasurement : IDisposable
{
    private static readonly ApiFailure Gone = new(ApiFailureKind.Unavailable, "connection refused");

    private readonly SteppedClock _clock = new(new DateTimeOffset(2026, 3, 10, 0, 0, 0, TimeSpan.Zero));
    private readonly HistoryWriter _queue;
    private readonly ReportSender _sender;
    private readonly string _path;
    private readonly int _checks;
    private bool _isBack;
    private long _lastId;

    private OutageMeasurement(string folder, int checks)
    {
        _checks = checks;
        _path = Path.Combine(folder, "history.db");
        _queue = new HistoryWriter(_path, entries => _sender!.Take(entries), _clock, NullLogger<HistoryWriter>.Instance);
        _sender = new ReportSender(
            _queue,
            new SendingEdges(
                (_, _) => Task.FromResult<ApiAnswer<string>>("bench"), _ => { }, (_, _) => Task.FromResult(_isBack ? null : Gone), _ => { }),
            _clock,
            NullLogger<ReportSender>.Instance);
    }

    /// <param name="arguments">Checks and hours; 10,000 and 6 by default.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        int checks = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 10_000;
        int hours = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : 6;
        string folder = Directory.CreateTempSubdirectory("check-tcp-outage-").FullName;
        try
        {
            using OutageMeasurement measurement = new(folder, checks);
            await measurement.RunAsync(hours);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    public void Dispose()
    {
        _sender.Dispose();
        _queue.Dispose();
    }

    private async Task RunAsync(int hours)
    {
        _queue.LoadState();
        await _queue.StartAsync(CancellationToken.None);
        Console.WriteLine("hour  waiting  dropped  heap MB  resident MB  file MB  processor s");
        for (int minute = 0; minute < hours * 60; minute++)
        {
            if (minute % 60 == 0)
            {
                Tell(minute / 60);
            }

            AddMinute();
            await _queue.FlushAsync(CancellationToken.None);
            await PassAsync(TimeSpan.FromMinutes(1));
        }

        Tell(hours);
        _isBack = true;
        DateTimeOffset before = _clock.GetUtcNow();
        while (_sender.Figures.Waiting > 0)
        {
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        Console.WriteLine($"delivered {_sender.Figures.Sent} in {(_clock.GetUtcNow() - before).TotalMinutes:F0} minutes of the simulated time, answers taking none");
        Tell(hours);
        await _queue.StopAsync(CancellationToken.None);
    }

    private void AddMinute()
    {
        for (int check = 0; check < _checks; check++)
        {
            string name = $"banner/127.0.{check / 250}.{check % 250}:5000";
            _queue.Add(new HistoryEntry(name)
            {
                Outgoing = new OutgoingReport(
                    ++_lastId, null, name, Status.Critical, $"TCP CRITICAL: connect to 127.0.{check / 250}.{check % 250}:5000: connection refused\n",
                    _clock.GetUtcNow().ToUnixTimeSeconds()),
            });
        }
    }

    private async Task PassAsync(TimeSpan time)
    {
        DateTimeOffset end = _clock.GetUtcNow() + time;
        while (_clock.GetUtcNow() < end)
        {
            TimeSpan next = end - _clock.GetUtcNow();
            foreach (ReportLane lane in _sender.Lanes)
            {
                TimeSpan? wait;
                do
                {
                    wait = await lane.StepAsync(CancellationToken.None);
                }
                while (wait == TimeSpan.Zero);

                next = wait is { } due && due > TimeSpan.Zero && due < next ? due : next;
            }

            _clock.Advance(next);
        }
    }

    private void Tell(int hour)
    {
        using Process self = Process.GetCurrentProcess();
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{hour,4} {_sender.Figures.Waiting,8} {_sender.Figures.Dropped,8} {heap / 1048576.0,8:F1} {self.WorkingSet64 / 1048576.0,12:F0} "
            + $"{new FileInfo(_path).Length / 1048576.0,8:F0} {self.TotalProcessorTime.TotalSeconds,12:F1}"));
    }

    /// <summary>A clock that goes only when it is told to; its timers are never due.</summary>
    private sealed class SteppedClock(DateTimeOffset start) : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

        public override long GetTimestamp() => Interlocked.Read(ref _ticks);

        public void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
