using CheckTcp.Monitor.Configuration.Files;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>Reads a file of Prometheus' <c>file_sd</c>, by the end of its name.</summary>
internal static class DiscoveryFile
{
    /// <exception cref="DiscoveryFaultException">It is not what it should be.</exception>
    public static IEnumerable<ListedTarget> Read(SourceFile file) => Path.GetExtension(file.Path).ToUpperInvariant() switch
    {
        ".JSON" => Listed(JsonDiscovery.Read(file.Text), file),
        ".YML" or ".YAML" => Listed(YamlDiscovery.Read(file.Text), file),
        _ => throw new DiscoveryFaultException(1, "is neither .json nor .yml nor .yaml; name it after what it holds"),
    };

    private static IEnumerable<ListedTarget> Listed(List<DiscoveryGroup> groups, SourceFile file) =>
        groups.SelectMany(group => group.Listed(file.Path));
}
