namespace CheckTcp.Patterns.Syntax;

/// <summary>What <c>(?imsU)</c> switches.</summary>
[Flags]
internal enum Modes
{
    None = 0,

    /// <summary><c>i</c>: case does not matter.</summary>
    FoldCase = 1,

    /// <summary><c>m</c>: <c>^</c> and <c>$</c> match at every line.</summary>
    MultiLine = 2,

    /// <summary><c>s</c>: <c>.</c> matches a newline, too.</summary>
    DotMatchesNewline = 4,

    /// <summary><c>U</c>: repetition is lazy, and greedy with <c>?</c>.</summary>
    Ungreedy = 8,
}
