using System.Globalization;
using System.Net;

namespace CheckTcp.Probing.Routes;

/// <summary>What a proxy means that refuses CONNECT. Its status alone does not tell: Apache has 503 for anything that goes wrong on the way, and
/// so has Privoxy. Two fields do: Squid's <c>X-Squid-Error</c>, and <c>Proxy-Status</c> (RFC 9209).</summary>
internal static class HttpRefusal
{
    private const int ShownCharacters = 100;

    /// <param name="head">The answer.</param>
    /// <param name="proxy">Who gave it. Its credentials are secrets, too.</param>
    /// <param name="hidden">The secrets.</param>
    /// <param name="destination">Where to.</param>
    public static ProxyRefusal Of(in HttpHead head, Proxy proxy, Secrets hidden, EndPoint destination)
    {
        string? squid = head.Field("x-squid-error");
        string status = string.Create(CultureInfo.InvariantCulture, $"HTTP {head.Status} {Quote(head.Reason)}").TrimEnd()
            + (squid is null ? "" : $" ({Quote(squid)})");
        if (head.Status is 407 or 401) // tinyproxy takes the one for no credentials, the other for wrong ones
        {
            string? schemes = head.Field("proxy-authenticate") ?? (head.Status == 401 ? head.Field("www-authenticate") : null);
            return ProxyRefusal.Of(FailureCause.ProxyDenied, destination, $"{WhyUnauthorized(schemes, proxy, hidden)}: {status}");
        }

        (FailureCause Cause, string Words)? known = (squid is null ? null : OfSquid(squid))
            ?? (head.Field("proxy-status") is { } errors ? OfProxyStatus(errors) : null)
            ?? (head.Status == 504 ? Named(FailureCause.TimedOut) : null);
        return known is { } why
            ? ProxyRefusal.Of(why.Cause, destination, $"{why.Words}: {status}")
            : ProxyRefusal.Of(FailureCause.ProxyDenied, destination, status);

        string Quote(string text) => Excerpt.Of(hidden.Mask(text), ShownCharacters);
    }

    /// <summary><c>ERR_CONNECT_FAIL 111</c>: the page that it shows, and the number of the error on its system.</summary>
    private static (FailureCause Cause, string Words)? OfSquid(string error) =>
        error.StartsWith("ERR_DNS_FAIL", StringComparison.Ordinal) ? (FailureCause.ResolverFailed, "the proxy cannot resolve the name")
        : error.Split(' ') is ["ERR_CONNECT_FAIL", var number] ? number switch
        {
            // Linux; FreeBSD and its kin, where Linux' connect(2) has no errors of these numbers.
            "111" or "61" => Named(FailureCause.Refused),
            "110" or "60" => Named(FailureCause.TimedOut),
            "101" or "113" or "51" or "65" => Named(FailureCause.Unreachable),
            _ => null,
        }
        : null;

    /// <summary>The token after <c>error=</c> (RFC 9209 section 2.3); of several that of the proxy next to the target, which comes first.</summary>
    private static (FailureCause Cause, string Words)? OfProxyStatus(string members)
    {
        const string Parameter = "error=";
        int start = members.IndexOf(Parameter, StringComparison.Ordinal);
        ReadOnlySpan<char> error = start < 0 ? [] : members.AsSpan(start + Parameter.Length);
        int end = error.IndexOfAny(';', ',', ' ');
        return (end < 0 ? error : error[..end]) switch
        {
            "connection_refused" => Named(FailureCause.Refused),
            "connection_timeout" => Named(FailureCause.TimedOut),
            "destination_ip_unroutable" => Named(FailureCause.Unreachable),
            "dns_error" => Named(FailureCause.NameNotFound),
            "dns_timeout" => Named(FailureCause.ResolverFailed),
            _ => null,
        };
    }

    private static (FailureCause Cause, string Words)? Named(FailureCause cause) => (cause, FailureWords.Of(cause));

    private static string WhyUnauthorized(string? challenges, Proxy proxy, Secrets hidden)
    {
        List<string> schemes = challenges is null ? [] : HttpChallenges.SchemesOf(challenges);
        if (schemes.Count > 0 && !schemes.Exists(scheme => scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)))
        {
            return $"the proxy requires {Excerpt.Of(hidden.Mask(string.Join(" or ", schemes)), ShownCharacters)}, only Basic is supported";
        }

        return proxy.User is null
            ? $"the proxy requires a user and a password{(schemes.Count == 0 ? ", and names no scheme" : "")}; give them in --proxy"
            : "the proxy refuses the user or the password";
    }
}
