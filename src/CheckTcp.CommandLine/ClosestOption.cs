using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine;

/// <summary>What an option that does not exist was probably meant to be.</summary>
internal static class ClosestOption
{
    /// <summary>One wrong letter is forgiven for so many.</summary>
    private const int LettersPerError = 3;

    /// <param name="word">What was written, without dashes and value.</param>
    /// <returns>The option with its dashes, or <c>null</c> when none is close.</returns>
    public static string? To(ReadOnlySpan<char> word)
    {
        string wanted = word.Trim('-').ToString().Replace('_', '-').ToLowerInvariant();
        if (wanted.Length < 2)
        {
            return wanted.Length == 1 && LetterInOtherCase(wanted[0], word[^1]) is { } letter ? $"-{letter}" : null;
        }

        return BeginningWith(wanted) is { } begun ? $"--{begun}"
            : Similar(wanted) is { } similar ? $"--{similar}"
            : EndingWith(wanted) is { } ended ? $"--{ended}"
            : null;
    }

    private static char? LetterInOtherCase(char lower, char written)
    {
        char other = char.IsAsciiLetterUpper(written) ? lower : char.ToUpperInvariant(lower);
        return other != written && OptionTable.Find(other) is not null ? other : null;
    }

    /// <summary>An abbreviation; of several the one that help shows first.</summary>
    private static string? BeginningWith(string wanted) =>
        OptionTable.All.FirstOrDefault(option => option.Long.StartsWith(wanted, StringComparison.Ordinal))?.Long;

    private static string? EndingWith(string wanted) =>
        OptionTable.All.FirstOrDefault(option => option.Long.EndsWith($"-{wanted}", StringComparison.Ordinal))?.Long;

    private static string? Similar(string wanted)
    {
        (string? closest, int fewest) = (null, (wanted.Length / LettersPerError) + 1);
        foreach (Option option in OptionTable.All)
        {
            int errors = Errors(wanted, option.Long);
            if (errors < fewest)
            {
                (closest, fewest) = (option.Long, errors);
            }
        }

        return closest;
    }

    /// <summary>Letters to add, leave out, replace, or exchange with the next (optimal string alignment).</summary>
    private static int Errors(string one, string other)
    {
        int[,] errors = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                errors[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(errors[i - 1, j], errors[i, j - 1]) + 1,
                    errors[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    errors[i, j] = Math.Min(errors[i, j], errors[i - 2, j - 2] + 1);
                }
            }
        }

        return errors[one.Length, other.Length];
    }
}
