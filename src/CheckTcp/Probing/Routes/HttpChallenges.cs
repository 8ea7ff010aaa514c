namespace CheckTcp.Probing.Routes;

/// <summary>The ways to prove who one is that a server takes (RFC 9110 section 11.6.1): <c>Digest realm="x", qop="auth", Negotiate</c>.</summary>
internal static class HttpChallenges
{
    /// <summary>Their names, each once, in their order.</summary>
    public static List<string> SchemesOf(string challenges)
    {
        var schemes = new List<string>();
        bool isQuoted = false;
        int start = 0;
        for (int i = 0; i <= challenges.Length; i++)
        {
            if (i < challenges.Length && challenges[i] == '"' && (i == 0 || challenges[i - 1] != '\\'))
            {
                isQuoted = !isQuoted;
            }

            if (i == challenges.Length || (challenges[i] == ',' && !isQuoted))
            {
                if (SchemeOf(challenges.AsSpan(start, i - start).Trim()) is { Length: > 0 } scheme && !schemes.Contains(scheme))
                {
                    schemes.Add(scheme);
                }

                start = i + 1;
            }
        }

        return schemes;
    }

    /// <summary>Commas part both the challenges and their parameters: <c>realm="x"</c> has an equals sign after its name, a scheme a blank or
    /// nothing.</summary>
    private static string SchemeOf(ReadOnlySpan<char> element)
    {
        int end = element.IndexOfAny(' ', '=');
        ReadOnlySpan<char> after = end < 0 ? [] : element[end..].TrimStart();
        return after.StartsWith('=') ? "" : (end < 0 ? element : element[..end]).ToString();
    }
}
