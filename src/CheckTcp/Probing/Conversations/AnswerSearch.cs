using System.Collections.Immutable;
using CheckTcp.Patterns;

namespace CheckTcp.Probing.Conversations;

/// <summary>The patterns of an <see cref="ExpectStep"/>, and those that are rejected before it, over one answer.</summary>
/// <remarks>What is decided at the earlier byte counts, so that it does not matter how the answer was cut on its way; at the same byte, the
/// rejection.</remarks>
internal sealed class AnswerSearch
{
    private readonly PatternSearch[] _anyOf;
    private readonly PatternSearch[] _allOf;
    private readonly ImmutableArray<Pattern> _rejected;
    private readonly PatternSearch[] _rejects;

    public AnswerSearch(ExpectStep step, ImmutableArray<Pattern> rejected)
    {
        _anyOf = step.Alternatives.IsEmpty ? [step.Pattern.Search()] : Search([step.Pattern, .. step.Alternatives]);
        _allOf = Search(step.Requirements);
        _rejected = rejected;
        _rejects = Search(rejected);
        LeavesRest = step.LeavesRest;
        MaxSegment = Math.Max(1, Math.Min(Smallest(_anyOf), Math.Min(Smallest(_allOf), Smallest(_rejects))) / (_anyOf.Length + _allOf.Length + _rejects.Length));
    }

    /// <summary>How many bytes to feed at most in one call, so that it stays around a millisecond.</summary>
    public int MaxSegment { get; }

    /// <inheritdoc cref="ExpectStep.LeavesRest"/>
    public bool LeavesRest { get; }

    /// <summary>The bytes of the answer up to the one that decided a match; all of them for a rejection, of which nothing is left.</summary>
    public long DecidedAt => FirstRejected() is null ? MatchedAt() : long.MaxValue;

    /// <summary>What the answer so far says of the step: a rejection is as final as a match.</summary>
    public PatternState State =>
        FirstRejected() is not null ? PatternState.Matched
        : _rejects.Length > 0 && Array.Exists(_rejects, reject => reject.State == PatternState.MatchesIfInputEnds) && Expected == PatternState.Open
            ? PatternState.MatchesIfInputEnds
        : Expected;

    private PatternState Expected
    {
        get
        {
            PatternState state = _anyOf.Length == 1 ? _anyOf[0].State : Best();
            foreach (PatternSearch search in _allOf)
            {
                state = Worse(state, search.State);
            }

            return state;
        }
    }

    public PatternState Feed(ReadOnlySpan<byte> segment)
    {
        foreach (PatternSearch search in _anyOf)
        {
            search.Feed(segment);
        }

        foreach (PatternSearch search in _allOf)
        {
            search.Feed(segment);
        }

        foreach (PatternSearch search in _rejects)
        {
            search.Feed(segment);
        }

        return State;
    }

    /// <summary>The judgement when the answer is decided or has ended.</summary>
    public StepOutcome End()
    {
        if ((FirstRejected() ?? RejectedAtEnd()) is { } pattern)
        {
            return StepOutcome.Rejected(pattern.Text);
        }

        return Expected is PatternState.Matched or PatternState.MatchesIfInputEnds ? StepOutcome.Passed : StepOutcome.Mismatch;
    }

    private static int Smallest(PatternSearch[] searches)
    {
        int smallest = int.MaxValue;
        foreach (PatternSearch search in searches)
        {
            smallest = Math.Min(smallest, search.MaxSegment);
        }

        return smallest;
    }

    private static PatternSearch[] Search(ImmutableArray<Pattern> patterns) => patterns.IsEmpty ? [] : [.. patterns.Select(pattern => pattern.Search())];

    /// <summary>Of alternatives, what the best one says.</summary>
    private PatternState Best() =>
        _anyOf.Any(search => search.State == PatternState.Matched) ? PatternState.Matched
        : _anyOf.Any(search => search.State == PatternState.MatchesIfInputEnds) ? PatternState.MatchesIfInputEnds
        : _anyOf.All(search => search.State == PatternState.CannotMatch) ? PatternState.CannotMatch
        : PatternState.Open;

    private static PatternState Worse(PatternState one, PatternState other) =>
        one == PatternState.CannotMatch || other == PatternState.CannotMatch ? PatternState.CannotMatch
        : (PatternState)Math.Min((int)one, (int)other);

    /// <summary>The rejected pattern that matched no later than the step did.</summary>
    private Pattern? FirstRejected()
    {
        for (int i = 0; i < _rejects.Length; i++)
        {
            if (_rejects[i].State == PatternState.Matched && _rejects[i].Position <= MatchedAt())
            {
                return _rejected[i];
            }
        }

        return null;
    }

    private Pattern? RejectedAtEnd()
    {
        int index = _rejects.Length == 0 || Expected == PatternState.Matched ? -1 : Array.FindIndex(_rejects, reject => reject.End());
        return index < 0 ? null : _rejected[index];
    }

    private long MatchedAt()
    {
        if (Expected != PatternState.Matched)
        {
            return long.MaxValue;
        }

        long any = _anyOf.Where(search => search.State == PatternState.Matched).Min(search => search.Position);
        return _allOf.Aggregate(any, (latest, search) => Math.Max(latest, search.Position));
    }
}
