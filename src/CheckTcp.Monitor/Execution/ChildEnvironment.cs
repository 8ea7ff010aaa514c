using System.Collections.Immutable;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Execution;

/// <summary>What every child finds in its environment, before its own variables are added.</summary>
internal static class ChildEnvironment
{
    private const string DirectConnection = "direct";

    /// <summary>Our environment as the agent passes its own on: one language for all messages, the folders of the system's programs
    /// before ours and that of the agent's plugins behind, and the proxies of the configuration.</summary>
    /// <param name="ours">The variables that we were started with.</param>
    /// <param name="agent">The configuration. A proxy that is absent leaves the variable as it is, and <c>direct</c> takes it away.</param>
    public static ImmutableDictionary<string, string> Of(IEnumerable<KeyValuePair<string, string>> ours, AgentSettings agent)
    {
        ImmutableDictionary<string, string>.Builder variables = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        variables.AddRange(ours);
        variables["LANG"] = "C";
        variables["LC_ALL"] = "C";
        variables["PATH"] = PathAround(variables.GetValueOrDefault("PATH", ""));
        SetProxy(variables, "HTTP_PROXY", agent.HttpProxy);
        SetProxy(variables, "HTTPS_PROXY", string.IsNullOrEmpty(agent.HttpsProxy) ? agent.HttpProxy : agent.HttpsProxy);
        return variables.ToImmutable();
    }

    private static string PathAround(string path) =>
        string.Join(':', new[] { "/sbin:/usr/sbin:/bin:/usr/bin", path, "/opt/mackerel-agent/plugins/bin" }.Where(part => part.Length > 0));

    private static void SetProxy(ImmutableDictionary<string, string>.Builder variables, string name, string? proxy)
    {
        if (proxy == DirectConnection)
        {
            variables.Remove(name);
        }
        else if (!string.IsNullOrEmpty(proxy))
        {
            variables[name] = proxy;
        }
    }
}
