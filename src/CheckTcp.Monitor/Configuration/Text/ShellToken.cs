using System.Text;

namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>A word of a text for the shell, however much shell there is around it: unlike <see cref="ShellWords"/> it never gives up, since what
/// it finds is only hidden, not run.</summary>
/// <param name="Start">Where it begins in the text.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Value">The word without its quotes and backslashes.</param>
internal readonly record struct ShellToken(int Start, int End, string Value)
{
    private const string Separators = " \t\r\n;|&()<>`";

    /// <summary>All words of a text, in their order.</summary>
    public static List<ShellToken> In(string text)
    {
        var tokens = new List<ShellToken>();
        for (int i = 0; i < text.Length;)
        {
            if (Separators.Contains(text[i], StringComparison.Ordinal))
            {
                i++;
                continue;
            }

            int start = i;
            string value = ReadWord(text, ref i);
            tokens.Add(new ShellToken(start, i, value));
        }

        return tokens;
    }

    private static string ReadWord(string text, ref int i)
    {
        var value = new StringBuilder();
        char quote = '\0';
        for (; i < text.Length && (quote != '\0' || !Separators.Contains(text[i], StringComparison.Ordinal)); i++)
        {
            char letter = text[i];
            if (letter == '\\' && quote != '\'' && i + 1 < text.Length)
            {
                value.Append(text[++i]);
            }
            else if (letter is '\'' or '"' && (quote == '\0' || quote == letter))
            {
                quote = quote == '\0' ? letter : '\0';
            }
            else
            {
                value.Append(letter);
            }
        }

        return value.ToString();
    }
}
