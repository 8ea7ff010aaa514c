using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Configuration.Toml;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Configuration.Sections;

/// <summary>The keys of a check that are intervals: minutes as a number, or a duration in quotes.</summary>
/// <param name="section">The check.</param>
/// <param name="allowShort">Whether intervals below a minute are taken.</param>
internal sealed class IntervalKeys(Section section, bool allowShort)
{
    private delegate string? TextReading(string text, out TimeSpan duration);

    /// <summary>An interval between runs, within the bounds that the agent silently sets.</summary>
    public TimeSpan? Read(string key)
    {
        TimeSpan? given = Read(key, ReadInterval);
        TimeSpan least = allowShort && given > TimeSpan.Zero ? DurationText.ShortestInterval : CheckDefinition.ShortestAgentInterval;
        TimeSpan most = CheckDefinition.LongestInterval;
        if (given is not { } interval || (interval >= least && interval <= most))
        {
            return given;
        }

        TimeSpan used = interval < least ? least : most;
        string range = $"{DurationWords.Of(least)} to {DurationWords.Of(most)}";
        section.Notice(section.Find(key)!, $"{DurationWords.Of(interval)} counts as {DurationWords.Of(used)}: an interval is {range}");
        return used;
    }

    /// <summary>Whole minutes, as they are given.</summary>
    public TimeSpan? ReadMinutes(string key) => Read(key, DurationText.ReadMinutes);

    private string? ReadInterval(string text, out TimeSpan duration) => DurationText.ReadInterval(text, allowShort, out duration);

    private TimeSpan? Read(string key, TextReading read)
    {
        if (section.Find(key) is not { } entry)
        {
            return null;
        }

        TimeSpan duration = default;
        string? fault = entry.Value switch
        {
            TomlInteger minutes => DurationText.ReadMinutes(minutes.Value, out duration),
            TomlText text => read(text.Value, out duration),
            _ => $"is {entry.Value.Kind}; write minutes such as 5, or \"10m\" or \"1h30m\"",
        };
        if (fault is null)
        {
            return duration;
        }

        section.Error(entry, fault);
        return null;
    }
}
