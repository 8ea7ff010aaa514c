using System.Collections.Immutable;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>Puts a target in the place of <c>{target}</c>, <c>{host}</c> and <c>{port}</c>.</summary>
internal static class TargetText
{
    public static readonly ImmutableArray<string> Placeholders = ["{target}", "{host}", "{port}"];

    public static bool HasPlaceholder(string text) =>
        Placeholders.Any(placeholder => text.Contains(placeholder, StringComparison.Ordinal));

    /// <returns>The very same string where there is nothing to put in.</returns>
    public static string Fill(string text, in TargetAddress target) => text switch
    {
        "{target}" => target.Text,
        "{host}" => target.Host,
        "{port}" => target.Port,
        _ when !text.Contains('{', StringComparison.Ordinal) => text,
        _ => text.Replace("{target}", target.Text, StringComparison.Ordinal)
            .Replace("{host}", target.Host, StringComparison.Ordinal)
            .Replace("{port}", target.Port, StringComparison.Ordinal),
    };
}
