using System.Text;
using CheckTcp.Patterns;

namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>Templates of Go's <c>Regexp.Expand</c> (<c>$1</c>, <c>${name}</c>, <c>$$</c>) as those of a check.</summary>
internal static class GoTemplate
{
    /// <summary>The same template in the words of a check; without a pattern the text is no template and stays as it is.</summary>
    public static string ToText(string text, Pattern? pattern)
    {
        if (pattern is null)
        {
            return Literal(text);
        }

        IReadOnlyList<string> groups = ["0", .. pattern.Groups()];
        var converted = new StringBuilder();
        var literal = new StringBuilder();
        for (int i = 0; i < text.Length;)
        {
            if (text[i] != '$')
            {
                literal.Append(text[i++]);
            }
            else if (text.AsSpan(i).StartsWith("$$"))
            {
                literal.Append('$');
                i += 2;
            }
            else if (NameAt(text, i + 1) is ({ } name, var end))
            {
                if (groups.Contains(name)) // one that the pattern does not have is empty, as in Go
                {
                    converted.Append(Literal($"{literal}{{")[..^1]).Append($"${{{name}}}");
                    literal.Clear();
                }

                i = end;
            }
            else
            {
                literal.Append('$');
                i++;
            }
        }

        return converted.Append(Literal(literal.ToString())).ToString();
    }

    /// <summary>Dollars before a brace stand twice.</summary>
    private static string Literal(string text)
    {
        var escaped = new StringBuilder();
        int dollars = 0;
        foreach (char c in text)
        {
            escaped.Append('$', c == '{' ? dollars : 0).Append(c);
            dollars = c == '$' ? dollars + 1 : 0;
        }

        return escaped.ToString();
    }

    private static (string? Name, int End) NameAt(string text, int start)
    {
        bool isBraced = start < text.Length && text[start] == '{';
        int first = isBraced ? start + 1 : start;
        int end = first;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        bool isName = end > first && (!isBraced || (end < text.Length && text[end] == '}'));
        return isName ? (text[first..end], isBraced ? end + 1 : end) : (null, start);
    }
}
