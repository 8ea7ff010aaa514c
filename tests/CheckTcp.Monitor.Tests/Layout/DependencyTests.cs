namespace CheckTcp.Monitor.Tests.Layout;

/// <summary>Who may use whom: a folder uses only those that stand before it here.</summary>
public class DependencyTests
{
    /// <summary>The prober, which is all of it together, lies beside the folders.</summary>
    private static readonly string[] Engine = ["Text", "Patterns", "Definition", "Protocols", "Probing", "Judging", ""];

    private static readonly string[] Monitor =
    [
        "Files", "Domain", "Rules", "Execution", "Configuration", "Storage", "Channels", "Scheduling", "Shards", "Facade", "Hosting", "Commands", "",
    ];

    [Fact]
    public void The_folders_of_the_engine_use_only_those_below_them() => Uses("CheckTcp", "CheckTcp", Engine);

    [Fact]
    public void The_folders_of_the_monitor_use_only_those_below_them() => Uses("check-tcpd", "CheckTcp.Monitor", Monitor);

    [Fact]
    public void The_engine_uses_no_package_and_no_other_project() =>
        Assert.All(Used("CheckTcp"), name => Assert.True(IsPlatform(name), name));

    [Fact]
    public void The_command_line_uses_the_engine_and_what_reads_files() =>
        Assert.Equal(["CheckTcp", "Tomlyn", "YamlDotNet"], Used("CheckTcp.CommandLine").Where(name => !IsPlatform(name)));

    private static void Uses(string assembly, string project, string[] fromBelow)
    {
        using Dependencies dependencies = new(assembly, project);

        Assert.Equal(fromBelow.Order(StringComparer.Ordinal), dependencies.Folders.Order(StringComparer.Ordinal));
        Assert.All(dependencies.Uses, use => Assert.True(Array.IndexOf(fromBelow, use.To) < Array.IndexOf(fromBelow, use.From), $"{use}"));
    }

    private static bool IsPlatform(string name) => name.StartsWith("System", StringComparison.Ordinal) || name == "Microsoft.Win32.Primitives";

    private static List<string> Used(string assembly)
    {
        using Dependencies dependencies = new(assembly, assembly);
        return [.. dependencies.Assemblies.Order(StringComparer.Ordinal)];
    }
}
