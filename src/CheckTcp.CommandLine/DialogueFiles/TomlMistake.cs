namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>Mistakes in TOML that people make again and again, and what to write instead; a parser only reports the letter that it stumbled
/// over.</summary>
internal static class TomlMistake
{
    private const string TypographicQuotes = "\u2018\u2019\u201A\u201B\u201C\u201D\u201E\u201F\u00AB\u00BB\u2039\u203A";

    // TOML 1.1, section String.
    private const string Escapes = "btnfre\"\\uUx \t\r";

    /// <summary>What to do about a line that is not TOML; it quotes nothing of the line but an escape, since it may hold a secret.</summary>
    /// <returns><c>null</c> when the line shows none of these mistakes.</returns>
    public static string? Find(string line)
    {
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            char letter = line[i];
            if (quote == '\0' && letter == '#')
            {
                return null;
            }

            if (quote == '\0' && TypographicQuotes.Contains(letter))
            {
                return "typographic quotes; write straight ones, \" or '";
            }

            if (quote == '"' && letter == '\\')
            {
                i++;
                if (i < line.Length && !Escapes.Contains(line[i]))
                {
                    return $@"invalid escape \{line[i]} in double quotes; put the text in single quotes, where a backslash is only a backslash, or write \\";
                }
            }
            else if (letter is '"' or '\'' && (quote == '\0' || quote == letter))
            {
                quote = quote == '\0' ? letter : '\0';
            }
        }

        return null;
    }
}
