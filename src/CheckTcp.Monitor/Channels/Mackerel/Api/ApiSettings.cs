using System.Text;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Channels.Mackerel.Api;

/// <summary>How the API is reached. Two that are equal need no new connection.</summary>
/// <param name="BaseAddress">Where it is, without a slash at the end, and without the user and password that may have stood in it.</param>
/// <param name="Key">Our key. Never shown.</param>
/// <param name="Proxy">The proxy on the way; <c>null</c> for none.</param>
/// <param name="KeepAlive">Whether a connection is kept for the next call.</param>
internal sealed record ApiSettings(string BaseAddress, string Key, ProxyAddress? Proxy, bool KeepAlive)
{
    /// <summary>What is sent as <c>Authorization</c>, from a user and password in the address, as the agent does; <c>null</c> for nothing.
    /// Never shown.</summary>
    public string? Authorization { get; init; }

    /// <summary>How long a call may take from its beginning to the end of the answer; 30 seconds, as in the agent.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long it may take to connect; 10 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>As the configuration and, where it names no proxy, the environment say.</summary>
    public static ApiSettings Of(AgentSettings agent) => Of(agent, ProxyEnvironment.Own);

    /// <inheritdoc cref="Of(AgentSettings)"/>
    /// <param name="agent">The configuration.</param>
    /// <param name="environment">The proxies of the environment.</param>
    internal static ApiSettings Of(AgentSettings agent, ProxyEnvironment environment)
    {
        var address = new Uri(agent.ApiBase);
        string plain = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
        return new ApiSettings(plain, agent.ApiKey ?? "", ProxyFor(new Uri(plain), agent, environment), !agent.DisableHttpKeepAlive)
        {
            Authorization = address.UserInfo.Length == 0
                ? null
                : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo)))}",
        };
    }

    /// <summary>Where it goes, and nothing that is secret.</summary>
    public override string ToString() => Proxy is null ? BaseAddress : $"{BaseAddress} by {Proxy}";

    private static ProxyAddress? ProxyFor(Uri address, AgentSettings agent, ProxyEnvironment environment)
    {
        string? configured = address.Scheme == Uri.UriSchemeHttps && !string.IsNullOrEmpty(agent.HttpsProxy) ? agent.HttpsProxy : agent.HttpProxy;
        if (!string.IsNullOrEmpty(configured))
        {
            return configured == ProxyAddress.Direct ? null : ProxyAddress.Parse(configured);
        }

        return environment.For(address);
    }
}
