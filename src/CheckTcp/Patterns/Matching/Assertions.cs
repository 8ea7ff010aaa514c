using CheckTcp.Patterns.Syntax;

namespace CheckTcp.Patterns.Matching;

/// <summary>What the assertions mean.</summary>
internal static class Assertions
{
    /// <summary>Whether the assertion cannot be judged before what follows is known.</summary>
    public static bool LooksAhead(this Assertion assertion) => assertion is not (Assertion.TextStart or Assertion.LineStart);

    /// <summary>Whether the assertion holds between two neighbours.</summary>
    public static bool Holds(this Assertion assertion, Neighbour before, Neighbour after) => assertion switch
    {
        Assertion.TextStart => before == Neighbour.Edge,
        Assertion.TextEnd => after == Neighbour.Edge,
        Assertion.LineStart => before is Neighbour.Edge or Neighbour.Newline,
        Assertion.LineEnd => after is Neighbour.Edge or Neighbour.Newline,
        Assertion.WordBoundary => before == Neighbour.Word != (after == Neighbour.Word),
        Assertion.NoWordBoundary => before == Neighbour.Word == (after == Neighbour.Word),
        _ => throw new InvalidOperationException($"no meaning for {assertion}"),
    };
}
