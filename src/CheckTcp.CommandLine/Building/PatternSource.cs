using System.Diagnostics.CodeAnalysis;
using CheckTcp.CommandLine.Options;
using CheckTcp.Patterns;

namespace CheckTcp.CommandLine.Building;

/// <summary>Compiles patterns, each once where there are many command lines.</summary>
internal readonly struct PatternSource(PatternCache? cache, OptionValues values)
{
    public bool TryGet(string text, [NotNullWhen(true)] out Pattern? pattern, [NotNullWhen(false)] out string? fault)
    {
        PatternError? error;
        bool compiled = cache is null ? Pattern.TryParse(text, out pattern, out error) : cache.TryParse(text, out pattern, out error);
        fault = compiled ? null : (error! with { Fragment = values.Hide(error.Fragment) }).Message;
        return compiled;
    }
}
