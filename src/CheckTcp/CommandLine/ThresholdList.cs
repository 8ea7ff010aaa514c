using System.Diagnostics.CodeAnalysis;
using CheckTcp.Checks;

namespace CheckTcp.CommandLine;

/// <summary>What <c>--warning</c> or <c>--critical</c> said: a number for the response time, as in the original, or a list such as
/// <c>connect=0.1,tls=0.3,total=1</c>.</summary>
internal readonly struct ThresholdList
{
    /// <summary>The phases in the order of a run, and the response time.</summary>
    public const string Names = "resolve, connect, proxy, tls, first-byte, dialogue and total";

    private readonly PhaseThresholds? _phases;

    private ThresholdList(TimeSpan? total, PhaseThresholds? phases) => (Total, _phases) = (total, phases);

    /// <summary>Of the response time.</summary>
    public TimeSpan? Total { get; }

    /// <summary>Of the phases.</summary>
    public PhaseThresholds Phases => _phases ?? PhaseThresholds.None;

    /// <summary>Reads a number, or pairs parted by commas, in any case, each phase once.</summary>
    /// <returns><c>false</c>, with what is wrong and how to mend it, when the text is neither.</returns>
    public static bool TryParse(string text, out ThresholdList list, [NotNullWhen(false)] out string? fault)
    {
        fault = null;
        if (NumberText.TryParseNumber(text, out double seconds))
        {
            list = new ThresholdList(Seconds.ToThreshold(seconds), null);
            return true;
        }

        list = default;
        fault = text.Contains('=') ? ParsePairs(text, out list) : Seconds.Fault;
        return fault is null;
    }

    private static string? ParsePairs(string text, out ThresholdList list)
    {
        TimeSpan? total = null;
        PhaseThresholds phases = PhaseThresholds.None;
        var seen = new HashSet<string>();
        list = default;
        foreach (string pair in text.Split(','))
        {
            int equals = pair.IndexOf('=');
            if (equals < 0)
            {
                return $"\"{Excerpt.Of(pair)}\" is no pair such as connect=0.1; phases are {Names}";
            }

            string name = pair[..equals].Trim().ToLowerInvariant();
            if (!NumberText.TryParseNumber(pair.AsSpan(equals + 1).Trim(), out double seconds))
            {
                return $"the time of \"{Excerpt.Of(pair)}\" is {Seconds.Fault}";
            }

            if (!seen.Add(name))
            {
                return $"{Excerpt.Of(name)} is given twice; keep one of the pairs";
            }

            TimeSpan? threshold = Seconds.ToThreshold(seconds);
            switch (name)
            {
                case "resolve":
                    phases = phases with { Resolve = threshold };
                    break;
                case "connect":
                    phases = phases with { Connect = threshold };
                    break;
                case "proxy":
                    phases = phases with { Proxy = threshold };
                    break;
                case "tls":
                    phases = phases with { Tls = threshold };
                    break;
                case "first-byte":
                    phases = phases with { FirstByte = threshold };
                    break;
                case "dialogue":
                    phases = phases with { Dialogue = threshold };
                    break;
                case "total":
                    total = threshold;
                    break;
                default:
                    return $"\"{Excerpt.Of(name)}\" is no phase; phases are {Names}";
            }
        }

        list = new ThresholdList(total, phases);
        return null;
    }
}
