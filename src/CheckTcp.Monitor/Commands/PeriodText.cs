using System.Globalization;

namespace CheckTcp.Monitor.Commands;

/// <summary>A period as people write it: <c>90s</c>, <c>15m</c>, <c>12h</c>, <c>7d</c>, <c>4w</c>.</summary>
internal static class PeriodText
{
    /// <returns>The period, or <c>null</c> when the text is none.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length < 2
            || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int count)
            || count is < 1 or > 1_000_000)
        {
            return null;
        }

        return text[^1] switch
        {
            's' => TimeSpan.FromSeconds(count),
            'm' => TimeSpan.FromMinutes(count),
            'h' => TimeSpan.FromHours(count),
            'd' => TimeSpan.FromDays(count),
            'w' => TimeSpan.FromDays(7L * count),
            _ => null,
        };
    }
}
