namespace CheckTcp.Patterns;

/// <summary>What is known about a match from the input seen so far.</summary>
public enum PatternState
{
    /// <summary>No match yet; more input may bring one.</summary>
    Open = 0,

    /// <summary>A match if the input ends here, but more input could undo it (<c>$</c>, <c>\z</c>, <c>\b</c> at the edge).</summary>
    MatchesIfInputEnds = 1,

    /// <summary>A match, whatever may follow.</summary>
    Matched = 2,

    /// <summary>No match, whatever may follow: the pattern is anchored and the input has left it.</summary>
    CannotMatch = 3,
}
