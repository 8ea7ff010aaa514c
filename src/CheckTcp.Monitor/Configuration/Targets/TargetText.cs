using System.Collections.Immutable;
using System.Text;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>Puts a target in the place of <c>{target}</c>, <c>{host}</c> and <c>{port}</c>.</summary>
/// <remarks>After a <c>$</c> they stand for something else, what a dialogue has captured or a variable of the shell, and are left
/// alone.</remarks>
internal static class TargetText
{
    public static readonly ImmutableArray<string> Placeholders = ["{target}", "{host}", "{port}"];

    public static bool HasPlaceholder(string text) => Placeholders.Any(placeholder => Find(text, placeholder, 0) >= 0);

    /// <returns>The very same string where there is nothing to put in.</returns>
    public static string Fill(string text, in TargetAddress target) => text switch
    {
        "{target}" => target.Text,
        "{host}" => target.Host,
        "{port}" => target.Port,
        _ when !text.Contains('{', StringComparison.Ordinal) => text,
        _ => Replace(Replace(Replace(text, "{target}", target.Text), "{host}", target.Host), "{port}", target.Port),
    };

    private static string Replace(string text, string placeholder, string value)
    {
        int at = Find(text, placeholder, 0);
        if (at < 0)
        {
            return text;
        }

        var filled = new StringBuilder();
        int from = 0;
        for (; at >= 0; at = Find(text, placeholder, from))
        {
            filled.Append(text, from, at - from).Append(value);
            from = at + placeholder.Length;
        }

        return filled.Append(text, from, text.Length - from).ToString();
    }

    private static int Find(string text, string placeholder, int from)
    {
        int at = text.IndexOf(placeholder, from, StringComparison.Ordinal);
        while (at > 0 && text[at - 1] == '$')
        {
            at = text.IndexOf(placeholder, at + 1, StringComparison.Ordinal);
        }

        return at;
    }
}
