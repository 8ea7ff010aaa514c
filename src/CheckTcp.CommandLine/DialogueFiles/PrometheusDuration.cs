using System.Globalization;

namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>Durations as Prometheus writes them: <c>1m30s</c>, <c>500ms</c>.</summary>
internal static class PrometheusDuration
{
    private static readonly (string Unit, double Seconds)[] Units =
        [("y", 365 * 86400), ("w", 7 * 86400), ("d", 86400), ("h", 3600), ("m", 60), ("s", 1), ("ms", 0.001)];

    /// <returns><c>false</c> when it is none.</returns>
    public static bool TryParse(string text, out double seconds)
    {
        seconds = 0;
        ReadOnlySpan<char> rest = text;
        if (text == "0")
        {
            return true;
        }

        int next = 0; // units stand from the largest to the smallest, each once
        while (!rest.IsEmpty)
        {
            int digits = rest.IndexOfAnyExceptInRange('0', '9');
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.None, CultureInfo.InvariantCulture, out double count))
            {
                return false;
            }

            rest = rest[digits..];
            int letters = rest.IndexOfAnyInRange('0', '9');
            string unit = (letters < 0 ? rest : rest[..letters]).ToString();
            int index = Array.FindIndex(Units, next, candidate => candidate.Unit == unit);
            if (index < 0)
            {
                return false;
            }

            seconds += count * Units[index].Seconds;
            rest = rest[unit.Length..];
            next = index + 1;
        }

        return next > 0;
    }
}
