using System.Globalization;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>How long a server asks to be left alone (RFC 9110 section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>No server keeps us silent for longer: reports grow old.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The three forms of a date in HTTP (RFC 9110 section 5.6.7).</summary>
    private static readonly string[] DateForms = ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    /// <summary>Reads the header: a number of seconds, or a date.</summary>
    /// <returns>Zero to an hour; <c>null</c> when the header is absent or has neither form.</returns>
    public static TimeSpan? Of(string? value, DateTimeOffset now)
    {
        string text = value?.Trim(' ', '\t') ?? "";
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            // More digits than an integer holds are more than an hour, too.
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) ? Bounded(TimeSpan.FromSeconds(seconds)) : Longest;
        }

        return DateTimeOffset.TryParseExact(
            text, DateForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out DateTimeOffset date)
            ? Bounded(date - now)
            : null;
    }

    private static TimeSpan Bounded(TimeSpan wait) => wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
}
