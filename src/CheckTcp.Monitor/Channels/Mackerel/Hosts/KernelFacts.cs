using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>The kernel and the distribution, as the agent tells of them.</summary>
internal static class KernelFacts
{
    /// <summary>Asks the system.</summary>
    public static ImmutableSortedDictionary<string, string> Read()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Told([("os", RuntimeInformation.OSDescription), ("release", Environment.OSVersion.Version.ToString()), ("machine", Machine)]);
        }

        return Of(
            SystemFile.Text("/proc/sys/kernel/ostype"),
            SystemFile.Text("/proc/sys/kernel/osrelease"),
            SystemFile.Text("/proc/sys/kernel/version"),
            SystemFile.Text("/etc/os-release"));
    }

    /// <summary>From Linux's names of itself, and os-release(5).</summary>
    internal static ImmutableSortedDictionary<string, string> Of(string name, string release, string version, string osRelease)
    {
        ILookup<string, string> distribution = SystemFile.Pairs(osRelease, '=').ToLookup(line => line.Name, line => line.Value.Trim('"', '\''));
        return Told(
        [
            ("name", name),
            ("os", "GNU/Linux"),
            ("release", release),
            ("version", version),
            ("machine", Machine),
            ("platform_name", distribution["ID"].FirstOrDefault("")),
            ("platform_version", distribution["VERSION_ID"].FirstOrDefault("")),
        ]);
    }

    private static string Machine => RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "x86_64",
        Architecture.Arm64 => OperatingSystem.IsLinux() ? "aarch64" : "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static ImmutableSortedDictionary<string, string> Told(IEnumerable<(string Name, string Value)> facts) => facts
        .Select(fact => (fact.Name, Value: fact.Value.Trim()))
        .Where(fact => fact.Value.Length > 0)
        .ToImmutableSortedDictionary(fact => fact.Name, fact => fact.Value, StringComparer.Ordinal);
}
