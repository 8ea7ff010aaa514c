using System.Net;

namespace CheckTcp.Probing.Routes;

/// <summary>Why a proxy does not lead to the target.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Words">The same in words; they may quote the proxy.</param>
internal sealed record ProxyRefusal(FailureCause Cause, string Words)
{
    /// <summary>The proxy tried, or would not, and said why.</summary>
    public static ProxyRefusal Of(FailureCause cause, EndPoint destination, string why) =>
        new(cause, $"{NoConnectionTo(destination)}: {why}");

    /// <summary>What came is no answer of such a proxy.</summary>
    public static ProxyRefusal NotAProxy(EndPoint destination, string why) => Of(FailureCause.NotAProxy, destination, why);

    /// <summary>What every failure at a proxy begins with, so that it names the target, too.</summary>
    public static string NoConnectionTo(EndPoint destination) => $"no connection to {EndPointText.Of(destination)}";
}
