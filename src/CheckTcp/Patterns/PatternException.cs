namespace CheckTcp.Patterns;

/// <summary>A pattern is not valid RE2 syntax, or passes a limit.</summary>
/// <param name="error">Why and where.</param>
public sealed class PatternException(PatternError error) : FormatException(error.Message)
{
    /// <summary>Why and where, as a value.</summary>
    public PatternError Error { get; } = error;

    /// <inheritdoc cref="PatternError.Kind"/>
    public PatternErrorKind Kind => Error.Kind;

    /// <inheritdoc cref="PatternError.Offset"/>
    public int Offset => Error.Offset;

    /// <inheritdoc cref="PatternError.Fragment"/>
    public string Fragment => Error.Fragment;
}
