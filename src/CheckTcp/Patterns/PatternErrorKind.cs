namespace CheckTcp.Patterns;

/// <summary>Why a pattern was refused; the kinds are those of RE2 as Go has it.</summary>
public enum PatternErrorKind
{
    /// <summary>A range that runs backwards (<c>[z-a]</c>), or a class with an unknown name (<c>\p{Elvish}</c>, <c>[[:fast:]]</c>).</summary>
    InvalidCharacterClassRange,

    /// <summary>A backslash before something that it has no meaning for, a backreference such as <c>\1</c> among them.</summary>
    InvalidEscape,

    /// <summary>A group whose name is empty, unended or more than letters, digits and underscores.</summary>
    InvalidNamedCapture,

    /// <summary><c>(?</c> with something after it that RE2 does not have, such as look-ahead.</summary>
    InvalidPerlSyntax,

    /// <summary>One repetition operator right behind another, as in <c>a**</c>.</summary>
    InvalidNestedRepetition,

    /// <summary>A count over 1000, a range of counts that runs backwards, or nested counts with a product over 1000.</summary>
    InvalidRepeatCount,

    /// <summary>A lone surrogate: the pattern held bytes that are no UTF-8.</summary>
    InvalidUtf8,

    /// <summary>A character class without its end.</summary>
    MissingClosingBracket,

    /// <summary>A group without its end.</summary>
    MissingClosingParenthesis,

    /// <summary>A repetition operator with nothing to repeat.</summary>
    MissingRepeatArgument,

    /// <summary>A backslash as the last character.</summary>
    TrailingBackslash,

    /// <summary>The end of a group that was never opened.</summary>
    UnexpectedClosingParenthesis,

    /// <summary>A tree of more than 1000 levels.</summary>
    NestsTooDeeply,

    /// <summary>More than 3,355,443 instructions with its counts written out, or character classes of more than 33,554,432 bounds.</summary>
    TooLarge,
}
