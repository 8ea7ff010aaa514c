using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.CommandLine;

/// <summary>What <c>--warning</c> or <c>--critical</c> said: a number for the response time, as in the original, or a list such as
/// <c>connect=0.1,tls=0.3,total=1</c>.</summary>
internal readonly struct ThresholdList
{
    /// <summary>The phases in the order of a run, and the response time: one string, since the table of options holds it.</summary>
    public const string Names = "resolve, connect, proxy, tls, first-byte, dialogue and total";

    private readonly PhaseThresholds? _phases;

    private ThresholdList(TimeSpan? total, PhaseThresholds? phases) => (Total, _phases) = (total, phases);

    /// <summary>Of the response time.</summary>
    public TimeSpan? Total { get; }

    /// <summary>Of the phases.</summary>
    public PhaseThresholds Phases => _phases ?? PhaseThresholds.None;

    /// <summary>Reads a number, or pairs parted by commas, in any case, each phase once.</summary>
    /// <param name="text">The text.</param>
    /// <param name="quote">How what was given is quoted.</param>
    /// <param name="list">The thresholds.</param>
    /// <param name="fault">What is wrong and the fix.</param>
    /// <returns><c>false</c> when the text is neither.</returns>
    public static bool TryParse(string text, Func<string, string> quote, out ThresholdList list, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        if (NumberText.TryParseNumber(text, out double seconds))
        {
            list = new ThresholdList(Seconds.ToThreshold(seconds), null);
            return true;
        }

        list = default;
        fault = text.Contains('=') ? ParsePairs(text, quote, out list) : Seconds.Fault;
        return fault is null;
    }

    private static string? ParsePairs(string text, Func<string, string> quote, out ThresholdList list)
    {
        var times = new Dictionary<string, TimeSpan?>();
        list = default;
        foreach (string pair in text.Split(','))
        {
            if (ParsePair(pair, quote, times) is { } fault)
            {
                return fault;
            }
        }

        list = new ThresholdList(times.GetValueOrDefault(SlowPhase.Total), new PhaseThresholds
        {
            Resolve = times.GetValueOrDefault("resolve"),
            Connect = times.GetValueOrDefault("connect"),
            Proxy = times.GetValueOrDefault("proxy"),
            Tls = times.GetValueOrDefault("tls"),
            FirstByte = times.GetValueOrDefault("first-byte"),
            Dialogue = times.GetValueOrDefault("dialogue"),
        });
        return null;
    }

    private static string? ParsePair(string pair, Func<string, string> quote, Dictionary<string, TimeSpan?> times)
    {
        int equals = pair.IndexOf('=');
        if (equals < 0)
        {
            return $"\"{quote(pair)}\" is no pair such as connect=0.1; phases are {Names}";
        }

        string name = pair[..equals].Trim().ToLowerInvariant();
        if (!NumberText.TryParseNumber(pair.AsSpan(equals + 1).Trim(), out double seconds))
        {
            return $"the time of \"{quote(pair)}\" is {Seconds.Fault}";
        }

        if (name != SlowPhase.Total && !new PhaseTimings().InOrder().Any(phase => phase.Phase == name))
        {
            return $"\"{quote(name)}\" is no phase; phases are {Names}";
        }

        if (!(seconds >= 0))
        {
            return $"\"{quote(pair)}\" would never be exceeded; give seconds from 0 up, such as {name}=0.1, or leave the pair out";
        }

        return times.TryAdd(name, Seconds.ToThreshold(seconds)) ? null : $"{name} is given twice; keep one of the pairs";
    }
}
