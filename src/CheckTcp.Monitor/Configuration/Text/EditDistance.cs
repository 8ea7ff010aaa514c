namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>How near two words are: the least number of letters to add, drop or change (Levenshtein).</summary>
internal static class EditDistance
{
    /// <summary>Words this near or nearer are taken for slips of the pen, as the agent has it.</summary>
    public const int OfSlip = 2;

    // No key is longer, and what is typed instead of one is not either.
    private const int LongestWord = 64;

    /// <summary>The nearest of the words, without regard to case; <c>null</c> when none is as near as a slip.</summary>
    public static string? Nearest(string word, IEnumerable<string> words) => word.Length > LongestWord ? null : words
        .Select(candidate => (Word: candidate, Distance: Between(word.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(candidate => candidate.Distance <= OfSlip)
        .OrderBy(candidate => candidate.Distance)
        .Select(candidate => candidate.Word)
        .FirstOrDefault();

    public static int Between(string left, string right)
    {
        int[] row = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 0; i < left.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i + 1;
            for (int j = 0; j < right.Length; j++)
            {
                int change = diagonal + (left[i] == right[j] ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(change, Math.Min(row[j], diagonal) + 1);
            }
        }

        return row[^1];
    }
}
