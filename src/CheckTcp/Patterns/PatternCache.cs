using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.Patterns;

/// <summary>Compiled patterns by their text, for whoever reads many checks with few patterns: each text is compiled once.</summary>
/// <remarks>Not for use by several threads at once; the patterns themselves are.</remarks>
public sealed class PatternCache
{
    private readonly Dictionary<string, (Pattern? Pattern, PatternError? Error)> _byText = [];

    /// <summary>Compiles a pattern unless it has been compiled before, or says why it cannot be.</summary>
    /// <inheritdoc cref="Pattern.TryParse"/>
    public bool TryParse(string text, [NotNullWhen(true)] out Pattern? pattern, [NotNullWhen(false)] out PatternError? error)
    {
        if (!_byText.TryGetValue(text, out (Pattern? Pattern, PatternError? Error) known))
        {
            known = Pattern.TryParse(text, out Pattern? compiled, out PatternError? fault) ? (compiled, null) : (null, fault);
            _byText.Add(text, known);
        }

        (pattern, error) = known;
        return pattern is not null;
    }
}
