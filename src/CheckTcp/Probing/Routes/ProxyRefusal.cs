using System.Net;

namespace CheckTcp.Probing.Routes;

/// <summary>Why a proxy does not lead to the target.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Words">The same in words; they may quote the proxy.</param>
internal sealed record ProxyRefusal(FailureCause Cause, string Words)
{
    public static ProxyRefusal NotAProxy { get; } = new(FailureCause.NotAProxy, FailureWords.Of(FailureCause.NotAProxy));

    /// <summary>The proxy tried, or would not, and said why.</summary>
    public static ProxyRefusal Of(FailureCause cause, EndPoint destination, string why) =>
        new(cause, $"no connection to {EndPointText.Of(destination)}: {why}");
}
