namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>Why a call to the API did not succeed. What a network or a server does is data; calls never throw for it.</summary>
/// <param name="Kind">What can be done about it.</param>
/// <param name="Reason">One line for people: what was called, what came of it and, where there is one, the mend. It never holds the key, nor
/// the password of a proxy.</param>
internal sealed record ApiFailure(ApiFailureKind Kind, string Reason)
{
    /// <summary>The status of the HTTP answer; <c>null</c> when there was none.</summary>
    public int? StatusCode { get; init; }

    /// <summary>How long the server asks us to wait (<c>Retry-After</c>, RFC 9110); <c>null</c> when it does not.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>What can be done about a failure.</summary>
internal enum ApiFailureKind
{
    /// <summary>The same call may succeed later: no connection, no answer in time, 408, 429, 5xx, a redirect, a proxy that wants a
    /// password (407), an answer that is no JSON.</summary>
    Unavailable,

    /// <summary>The key is refused (401, 403): a person has to mend it.</summary>
    Refused,

    /// <summary>There is no such host (404).</summary>
    Missing,

    /// <summary>The request itself is refused (any other 4xx): the same one will never succeed.</summary>
    Invalid,
}
