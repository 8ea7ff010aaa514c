using CheckTcp.Monitor.Domain;

namespace CheckTcp.Benchmarks.History;

/// <summary>Results as a monitor of many checks makes them: each once a minute at its own phase, give or take some milliseconds; response
/// times between 1 and some 60 ms with a long tail, half of the checks with a name to resolve, a quarter with TLS; one in a hundred fails
/// with one of fifty messages and takes its state along.</summary>
internal sealed class Workload(int checks)
{
    private static readonly DateTimeOffset Start = new(2026, 3, 10, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random = new(42);
    private readonly string[] _names =
        [.. Enumerable.Range(0, checks).Select(i => $"web-{i / 100:D4}/10.{i / 65536}.{i / 256 % 256}.{i % 256}:443")];
    private readonly string[] _messages =
        [.. Enumerable.Range(0, 50).Select(i => $"TCP CRITICAL: connect to 10.0.0.{i}:443: connection refused, for one of fifty causes\n")];

    public int Checks => checks;

    public string Name(int check) => _names[check];

    public static DateTimeOffset TimeOf(int minute) => Start.AddMinutes(minute);

    /// <summary>The results of a part of a minute, in the order of their time.</summary>
    public List<HistoryEntry> Entries(int minute, int firstCheck, int count)
    {
        List<HistoryEntry> entries = new(count);
        for (int i = firstCheck; i < firstCheck + count; i++)
        {
            DateTimeOffset at = TimeOf(minute).AddMilliseconds((60_000.0 * i / checks) + _random.Next(8));
            entries.Add(_random.Next(100) == 0 ? Failure(_names[i], at) : Success(i, at));
        }

        return entries;
    }

    private HistoryEntry Success(int check, DateTimeOffset at)
    {
        TimeSpan? resolve = check % 2 == 0 ? Microseconds(300, 2_000) : null;
        TimeSpan connect = Microseconds(200, 12_000);
        TimeSpan? tls = check % 4 == 0 ? Microseconds(3_000, 25_000) : null;
        TimeSpan firstByte = Microseconds(400, 30_000);
        TimeSpan dialogue = firstByte + Microseconds(20, 300);
        TimeSpan response = (resolve ?? default) + connect + (tls ?? default) + dialogue + Microseconds(10, 120);
        return new HistoryEntry(_names[check])
        {
            Report = new Report(_names[check], at, response + Microseconds(30, 400), Status.Ok, "TCP OK: fine\n")
            {
                ResponseTime = response,
                Phases = new PhaseTimings { Resolve = resolve, Connect = connect, Tls = tls, FirstByte = firstByte, Dialogue = dialogue },
            },
        };
    }

    private HistoryEntry Failure(string check, DateTimeOffset at) => new(check)
    {
        Report = new Report(check, at, Microseconds(100, 3_000), Status.Critical, _messages[_random.Next(_messages.Length)])
        {
            ResponseTime = Microseconds(100, 2_000),
            Phases = new PhaseTimings(),
        },
        KeepsMessage = true,
        State = new AlertState { LastStatus = Status.Critical, Attempts = 1, LastAttemptAt = at },
    };

    /// <summary>Mostly near the lower end.</summary>
    private TimeSpan Microseconds(int least, int most)
    {
        double tail = _random.NextDouble();
        return TimeSpan.FromTicks((least + (long)((most - least) * tail * tail * tail)) * TimeSpan.TicksPerMicrosecond);
    }
}
