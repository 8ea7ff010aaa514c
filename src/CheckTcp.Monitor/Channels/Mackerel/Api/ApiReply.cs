using System.Globalization;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>What a server answered, as far as it decides about a call.</summary>
/// <param name="Status">The status.</param>
/// <param name="Phrase">What stands behind the status.</param>
/// <param name="Body">The body.</param>
internal sealed record ApiReply(int Status, string? Phrase, byte[] Body)
{
    /// <summary>The header <c>Retry-After</c>; <c>null</c> when absent.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>The header <c>Location</c>; <c>null</c> when absent.</summary>
    public string? Location { get; init; }

    /// <summary>Why the call did not succeed.</summary>
    /// <param name="call">What was called, as it is shown.</param>
    /// <param name="key">Is not shown, even if the server repeats it.</param>
    /// <param name="now">The time, for a date to wait for.</param>
    /// <returns><c>null</c> when it did.</returns>
    public ApiFailure? Failure(string call, string key, DateTimeOffset now)
    {
        if (Status is >= 200 and < 300)
        {
            return null;
        }

        string line = ApiErrorText.Fit(string.Create(CultureInfo.InvariantCulture, $"{Status} {Phrase}"), key);
        return new ApiFailure(Kind, $"{call}: {line}{Cause(key)}{Mend}")
        {
            StatusCode = Status,
            RetryAfter = Api.RetryAfter.Of(RetryAfter, now),
        };
    }

    private ApiFailureKind Kind => Status switch
    {
        401 or 403 => ApiFailureKind.Refused,
        404 => ApiFailureKind.Missing,
        407 or 408 or 429 => ApiFailureKind.Unavailable, // 407 is a proxy's: the request itself was never seen
        >= 400 and < 500 => ApiFailureKind.Invalid,
        _ => ApiFailureKind.Unavailable,
    };

    private bool IsRedirect => Status is >= 300 and < 400;

    private string Mend => Status switch
    {
        401 or 403 => "; look at apikey in the configuration",
        407 => "; look at http_proxy and https_proxy in the configuration",
        _ when IsRedirect => "; look at apibase in the configuration",
        _ => "",
    };

    private string Cause(string key)
    {
        if (IsRedirect && Location is not null)
        {
            return $" to {ApiErrorText.Fit(WithoutUser(Location), key)}";
        }

        string text = ApiErrorText.Of(Body, key);
        return text.Length == 0 ? "" : $": {text}";
    }

    private static string WithoutUser(string location) =>
        Uri.TryCreate(location, UriKind.Absolute, out Uri? uri) && uri.UserInfo.Length > 0
            ? uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.PathAndQuery, UriFormat.UriEscaped)
            : location;
}
