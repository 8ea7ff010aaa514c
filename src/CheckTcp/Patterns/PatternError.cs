namespace CheckTcp.Patterns;

/// <summary>Why and where a pattern was refused.</summary>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Offset">Where the fault is, in UTF-16 units from the start of the pattern.</param>
/// <param name="Fragment">
/// The part at fault. It is the whole pattern where no smaller part is: an unbalanced parenthesis, a limit passed.
/// </param>
public sealed record PatternError(PatternErrorKind Kind, int Offset, string Fragment)
{
    private const int ShownCharacters = 80;

    /// <summary>The fault in one sentence, such as <c>missing closing ): "a(b" at offset 1</c>.</summary>
    /// <value>Of a long fragment only the beginning is shown, and that as it is: whoever puts the message in a line of output escapes
    /// it.</value>
    public string Message => $"{Reason}: \"{Excerpt}\" at offset {Offset}";

    private string Excerpt => Fragment.Length <= ShownCharacters ? Fragment : $"{Fragment.AsSpan(0, ShownCharacters)}...";

    private string Reason => Kind switch
    {
        PatternErrorKind.InvalidCharacterClassRange => "invalid character class range",
        PatternErrorKind.InvalidEscape => "invalid escape sequence",
        PatternErrorKind.InvalidNamedCapture => "invalid named capture",
        PatternErrorKind.InvalidPerlSyntax => "invalid or unsupported Perl syntax",
        PatternErrorKind.InvalidNestedRepetition => "invalid nested repetition operator",
        PatternErrorKind.InvalidRepeatCount => "invalid repeat count",
        PatternErrorKind.InvalidUtf8 => "invalid UTF-8",
        PatternErrorKind.MissingClosingBracket => "missing closing ]",
        PatternErrorKind.MissingClosingParenthesis => "missing closing )",
        PatternErrorKind.MissingRepeatArgument => "missing argument to repetition operator",
        PatternErrorKind.TrailingBackslash => "trailing backslash at end of expression",
        PatternErrorKind.UnexpectedClosingParenthesis => "unexpected )",
        PatternErrorKind.NestsTooDeeply => "expression nests too deeply",
        PatternErrorKind.TooLarge => "expression too large",
        _ => throw new InvalidOperationException($"no words for {Kind}"),
    };
}
