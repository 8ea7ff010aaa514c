using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.CommandLine;

/// <summary>What <c>--certificate</c> said: days for WARNING, and for CRITICAL if there are two.</summary>
internal readonly record struct DayList(double Warning, double? Critical)
{
    /// <summary>Longer than any certificate lives; still far from where dates end.</summary>
    public const double MaxDays = 36500;

    /// <summary>Whether both are days that a certificate may have left.</summary>
    public bool MakesSense => IsPossible(Warning) && (Critical is not { } critical || IsPossible(critical));

    /// <summary>Reads <c>30</c> or <c>30,14</c>.</summary>
    public static bool TryParse(string text, out DayList days, [NotNullWhen(false)] out string? fault)
    {
        int comma = text.IndexOf(',');
        ReadOnlySpan<char> first = comma < 0 ? text : text.AsSpan(0, comma);
        double second = 0;
        bool isRead = NumberText.TryParseNumber(first, out double warning)
            && (comma < 0 || NumberText.TryParseNumber(text.AsSpan(comma + 1), out second));
        days = new DayList(warning, comma < 0 ? null : second);
        fault = isRead ? null : "not a number of days such as 30, or two such as 30,14";
        return isRead;
    }

    private static bool IsPossible(double days) => days is >= 0 and <= MaxDays;
}
