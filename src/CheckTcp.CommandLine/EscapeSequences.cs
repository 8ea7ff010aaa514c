using System.Text;

namespace CheckTcp.CommandLine;

/// <summary>The escapes that <c>--escape</c> turns on in a send or quit string.</summary>
public static class EscapeSequences
{
    /// <summary>Turns <c>\n</c>, <c>\r</c>, <c>\t</c> and <c>\\</c> into their characters; any other escape stays as it is written.</summary>
    public static string Unescape(string text)
    {
        if (!text.Contains('\\'))
        {
            return text;
        }

        var unescaped = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char? meant = text[i] == '\\' && i + 1 < text.Length ? CharacterOf(text[i + 1]) : null;
            if (meant is { } character)
            {
                unescaped.Append(character);
                i++;
            }
            else
            {
                unescaped.Append(text[i]);
            }
        }

        return unescaped.ToString();
    }

    /// <summary>Whether there is one that <see cref="Unescape"/> would turn into its character.</summary>
    internal static bool AreIn(string text) => text.Contains('\\') && Unescape(text) != text;

    private static char? CharacterOf(char letter) => letter switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '\\' => '\\',
        _ => null,
    };
}
