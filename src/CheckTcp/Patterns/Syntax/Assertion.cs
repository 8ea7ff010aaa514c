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
