using System.Diagnostics.CodeAnalysis;
using CheckTcp.Patterns.Matching;
using CheckTcp.Patterns.Syntax;

namespace CheckTcp.Patterns;

/// <summary>
/// A compiled regular expression in RE2 syntax, with the meaning that it has in Go: searched anywhere in the input, in time
/// linear in the input whatever the pattern. Immutable, so that threads may share it.
/// </summary>
public sealed class Pattern
{
    private readonly Program _program;

    private Pattern(string text, Program program)
    {
        Text = text;
        _program = program;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Compiles a pattern.</summary>
    /// <param name="text">RE2 syntax. A lone surrogate stands for a byte that is no UTF-8 and is refused.</param>
    /// <exception cref="PatternException">The text is not valid RE2 syntax, or passes a limit.</exception>
    public static Pattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        return new Pattern(text, Compiler.Compile(Parser.Parse(text)));
    }

    /// <summary>Compiles a pattern, or says why it cannot.</summary>
    /// <param name="text">RE2 syntax, as for <see cref="Parse"/>.</param>
    /// <param name="pattern">The pattern, if the text is valid.</param>
    /// <param name="error">Why not, if it is not.</param>
    /// <returns>Whether the text is valid.</returns>
    public static bool TryParse(
        string text, [NotNullWhen(true)] out Pattern? pattern, [NotNullWhen(false)] out PatternError? error)
    {
        try
        {
            (pattern, error) = (Parse(text), null);
            return true;
        }
        catch (PatternException e)
        {
            (pattern, error) = (null, e.Error);
            return false;
        }
    }

    /// <summary>Starts a search over one input.</summary>
    public PatternSearch Search() => new(_program);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
