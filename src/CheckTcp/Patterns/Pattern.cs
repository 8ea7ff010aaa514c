using System.Diagnostics.CodeAnalysis;
using CheckTcp.Patterns.Matching;
using CheckTcp.Patterns.Syntax;

namespace CheckTcp.Patterns;

/// <summary>
/// A compiled regular expression in RE2 syntax, with the meaning that it has in Go: searched anywhere in the input, in time
/// linear in the input whatever the pattern. Immutable, so that threads may share it; equal to a pattern of the same text.
/// </summary>
public sealed class Pattern : IEquatable<Pattern>
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

    /// <summary>The groups that capture: <c>1</c>, <c>2</c>, ... and the names of those that have one.</summary>
    public IReadOnlyList<string> Groups() => [.. GroupNames.Of(Parser.Parse(Text)).Select(group => group.Name)];

    /// <summary>What the groups of the leftmost match take, as in Go: of several matches from there the one that the pattern's order
    /// prefers.</summary>
    /// <param name="input">The whole input.</param>
    /// <param name="breathe">Called every few milliseconds, so that the caller sees its deadline; what it throws ends the search.</param>
    /// <returns>By number and by name, <c>0</c> being the whole match; groups that took no part are left out. <c>null</c> when there is no
    /// match.</returns>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? Capture(ReadOnlyMemory<byte> input, Action breathe)
    {
        SyntaxTree tree = Parser.Parse(Text);
        IReadOnlyList<(string Name, int Index)> groups = GroupNames.Of(tree);
        int[]? places = new CaptureSearch(Compiler.Compile(tree, saves: true), groups.Count == 0 ? 0 : groups.Max(group => group.Index))
            .Find(input.Span, breathe);
        if (places is null)
        {
            return null;
        }

        var captured = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach ((string name, int index) in groups.Prepend(("0", 0)))
        {
            if (places[2 * index] >= 0 && places[(2 * index) + 1] >= 0)
            {
                captured.TryAdd(name, input[places[2 * index]..places[(2 * index) + 1]]);
            }
        }

        return captured;
    }

    /// <summary>Starts a search over one input.</summary>
    public PatternSearch Search() => new(_program);

    /// <inheritdoc/>
    public bool Equals(Pattern? other) => other?.Text == Text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Pattern);

    /// <inheritdoc/>
    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
