using CheckTcp.Patterns.Matching;

namespace CheckTcp.Patterns.Syntax;

/// <summary>A condition on a position of the input; it consumes nothing.</summary>
internal enum Assertion
{
    /// <summary><c>\A</c>, and <c>^</c> without <c>(?m)</c>.</summary>
    TextStart,

    /// <summary><c>\z</c>, and <c>$</c> without <c>(?m)</c>: not before a last newline, as elsewhere.</summary>
    TextEnd,

    /// <summary><c>^</c> with <c>(?m)</c>.</summary>
    LineStart,

    /// <summary><c>$</c> with <c>(?m)</c>.</summary>
    LineEnd,

    /// <summary><c>\b</c>, of ASCII words.</summary>
    WordBoundary,

    /// <summary><c>\B</c>.</summary>
    NoWordBoundary,
}

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
