using System.Globalization;
using System.Net.Http.Headers;

namespace CheckTcp.Monitor.Mackerel.Api;

/// <summary>How long a server asks to be left alone (RFC 9110 section 10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>No server keeps us silent for longer: reports grow old.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>Reads the header: seconds or a date.</summary>
    /// <returns>Zero to an hour; <c>null</c> when there is none, or it is neither.</returns>
    public static TimeSpan? Of(string? value, DateTimeOffset now)
    {
        if (value is null)
        {
            return null;
        }

        if (double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double seconds))
        {
            return TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds));
        }

        if (!RetryConditionHeaderValue.TryParse(value, out RetryConditionHeaderValue? condition) || condition.Date is not { } date)
        {
            return null;
        }

        TimeSpan wait = date - now;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > Longest ? Longest : wait;
    }
}
