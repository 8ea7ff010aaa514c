using CheckTcp.Patterns;

namespace CheckTcp.Probing.Conversations;

/// <summary>What the patterns of a dialogue have captured so far.</summary>
internal sealed class Captures
{
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _named = [];
    private IReadOnlyDictionary<string, ReadOnlyMemory<byte>> _last = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>Takes what a pattern captures of the line that it matches: its numbers replace those of the pattern before, its names only
    /// their like.</summary>
    public void Take(Pattern pattern, ReadOnlyMemory<byte> line, Deadline deadline)
    {
        _last = pattern.Capture(line, deadline.ThrowIfPassed) ?? _last;
        foreach ((string name, ReadOnlyMemory<byte> value) in _last)
        {
            _named[name] = value;
        }
    }

    public ReadOnlyMemory<byte> ValueOf(string name) =>
        _last.TryGetValue(name, out ReadOnlyMemory<byte> value) || (!IsNumber(name) && _named.TryGetValue(name, out value)) ? value : default;

    /// <summary>Whether it names a group by its place; <c>0</c> is the whole match.</summary>
    public static bool IsNumber(string name) => char.IsAsciiDigit(name[0]);
}
