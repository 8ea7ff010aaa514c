using System.Collections.Immutable;
using CheckTcp.Patterns;

namespace CheckTcp.Probing.Conversations;

/// <summary>The pattern of an <see cref="ExpectLineStep"/>, and those that are rejected before it, over one line after the other.</summary>
internal sealed class LineSearch
{
    private const byte Return = (byte)'\r';
    private const byte NewLine = (byte)'\n';

    private readonly PatternSearch _expected;
    private readonly ImmutableArray<Pattern> _rejected;
    private readonly PatternSearch[] _rejects;
    private bool _heldReturn;

    public LineSearch(Pattern pattern, ImmutableArray<Pattern> rejected)
    {
        _expected = pattern.Search();
        _rejected = rejected;
        _rejects = rejected.IsEmpty ? [] : [.. rejected.Select(reject => reject.Search())];
        MaxSegment = Math.Max(1, _rejects.Select(reject => reject.MaxSegment).Append(_expected.MaxSegment).Min() / (1 + _rejects.Length));
    }

    /// <summary>How many bytes to feed at most in one call, so that it stays around a millisecond.</summary>
    public int MaxSegment { get; }

    /// <summary>Whether something of the line has come. Where nothing has, there is no line that could end: a pattern that matches the
    /// empty one would find it everywhere.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether the line would be the one that is looked for, or a rejected one, if it ended here.</summary>
    public bool IsDecidedIfLineEnds => HasBegun && (_expected.End() || _rejects.Any(reject => reject.End()));

    /// <summary>Searches the next bytes, up to the end of a line.</summary>
    /// <param name="segment">Any number of bytes.</param>
    /// <param name="lineEnded">Whether the line has ended with the last of those that were searched.</param>
    /// <returns>How many bytes were searched.</returns>
    public int Feed(ReadOnlySpan<byte> segment, out bool lineEnded)
    {
        int end = segment.IndexOf(NewLine);
        lineEnded = end >= 0;
        ReadOnlySpan<byte> line = lineEnded ? segment[..end] : segment;
        if (!line.IsEmpty)
        {
            HasBegun = true;
            if (_heldReturn)
            {
                Search([Return]); // it was in the middle of the line
            }

            _heldReturn = line[^1] == Return;
            Search(_heldReturn ? line[..^1] : line);
        }

        return lineEnded ? end + 1 : segment.Length;
    }

    /// <summary>The judgement of the line, which ends here; the next one begins.</summary>
    /// <returns><c>null</c> when it is neither the one that is looked for nor a rejected one.</returns>
    public StepOutcome? EndLine()
    {
        int rejected = Array.FindIndex(_rejects, reject => reject.End());
        StepOutcome? outcome = rejected >= 0 ? StepOutcome.Rejected(_rejected[rejected].Text)
            : _expected.End() ? StepOutcome.Passed
            : null;
        HasBegun = false;
        _heldReturn = false;
        _expected.Reset();
        foreach (PatternSearch reject in _rejects)
        {
            reject.Reset();
        }

        return outcome;
    }

    private void Search(ReadOnlySpan<byte> bytes)
    {
        _expected.Feed(bytes);
        foreach (PatternSearch reject in _rejects)
        {
            reject.Feed(bytes);
        }
    }
}
