namespace CheckTcp.Monitor.Hosting;

/// <summary>Where the configuration lies when nobody says.</summary>
internal static class ConfigurationLocation
{
    /// <summary>The files that are looked for, in this order: our own, then the agent's.</summary>
    public static IReadOnlyList<string> Defaults { get; } = ["/etc/check-tcpd/check-tcpd.conf", "/etc/mackerel-agent/mackerel-agent.conf"];

    /// <summary>The file that was given, or the first default that exists.</summary>
    /// <returns><c>null</c> when none was given and none exists.</returns>
    public static string? Find(string? given) => given ?? Defaults.FirstOrDefault(File.Exists);
}
