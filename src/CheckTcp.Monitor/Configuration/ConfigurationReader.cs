using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Files;
using CheckTcp.Monitor.Configuration.Programs;
using CheckTcp.Monitor.Configuration.Sections;
using CheckTcp.Monitor.Configuration.Targets;
using CheckTcp.Monitor.Configuration.Toml;

namespace CheckTcp.Monitor.Configuration;

/// <summary>Reads the file of mackerel-agent with our own tables in it, and every file that it names.</summary>
internal sealed class ConfigurationReader
{
    private readonly FindingList _findings = new();
    private readonly SourceFiles _files;

    private ConfigurationReader(Func<string, FileStamp> stampOf) => _files = new SourceFiles(_findings, stampOf);

    /// <summary>Reads a configuration. All findings are gathered, not only the first; nothing is thrown for what a file holds.</summary>
    /// <param name="path">The main file; findings name it as it is given here.</param>
    public static ConfigurationResult Read(string path) => Read(path, FileStamp.Of);

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="path">The main file.</param>
    /// <param name="stampOf">Asks the file system how a file looks, so that a test can have it change.</param>
    internal static ConfigurationResult Read(string path, Func<string, FileStamp> stampOf) =>
        new ConfigurationReader(stampOf).ReadAll(path);

    private ConfigurationResult ReadAll(string path)
    {
        var agent = new AgentSettings();
        var monitor = new MonitorSettings();
        List<Section> roots = ReadRoots(path);
        foreach (Section root in roots)
        {
            agent = AgentSection.Read(root, agent);
            monitor = MonitorSection.Read(root, monitor);
        }

        // Only now is it known whether short intervals are allowed.
        var plugins = new PluginSection(monitor.AllowShortIntervals);
        foreach (Section root in roots)
        {
            plugins.Read(root);
            root.ReportUnknown();
        }

        plugins.ReportIdle();
        ImmutableArray<CheckDefinition> checks = Expand(plugins.Checks.Values);
        ImmutableArray<Finding> findings = _findings.InOrder();
        ConfigurationFiles files = _files.Used();
        bool isUsable = findings.All(finding => finding.Severity != FindingSeverity.Error);
        MonitorConfiguration? configuration = isUsable
            ? new MonitorConfiguration { Checks = checks, Monitor = monitor, Agent = agent }
            : null;
        return new ConfigurationResult(configuration, findings) { Files = files };
    }

    /// <summary>The main file, and what it includes in the order of the names. What is included includes nothing, as in the
    /// agent.</summary>
    private List<Section> ReadRoots(string path)
    {
        if (ReadRoot(path) is not { } main)
        {
            return [];
        }

        var roots = new List<Section> { main };
        if (main.Find("include") is not { } include
            || main.Take<TomlText>(include, "a pattern in quotes") is not { Value.Length: > 0 } pattern)
        {
            return roots;
        }

        foreach (string included in Included(main, include, pattern.Value))
        {
            if (ReadRoot(included, $"; {path}:{include.Line} includes it") is { } root)
            {
                if (root.Find("include") is { } ignored)
                {
                    root.Warning(ignored, "is ignored in a file that is itself included; write it in the main file");
                }

                roots.Add(root);
            }
        }

        return roots;
    }

    private IEnumerable<string> Included(Section main, TomlEntry include, string pattern)
    {
        string mainPath = Path.GetFullPath(main.File.Path);
        ImmutableArray<string>? paths = _files.Expand(main.File.Resolve(pattern), folder => main.Warning(include,
            $"the folder {folder} may not be listed: permission denied; what is in it is left out"));
        if (paths is null)
        {
            main.Error(include, $"\"{pattern}\" is no pattern; close its brackets, or write \\[ for a bracket");
            return [];
        }

        return paths.Value.Where(included => included != mainPath);
    }

    private Section? ReadRoot(string path, string namedBy = "") =>
        _files.Read(path, SourceFiles.MaxSettingsBytes, namedBy) is { } file && TomlDocument.Parse(file, _findings) is { } table
            ? new Section(table, file, "", _findings)
            : null;

    private ImmutableArray<CheckDefinition> Expand(IEnumerable<CheckSource> sources)
    {
        var expansion = new TargetExpansion(new TargetLists(_files, _findings), new LoadPool(), new OptionFiles(_files, _findings), _findings);
        var checks = ImmutableArray.CreateBuilder<CheckDefinition>();
        var names = new HashSet<string>();
        foreach (CheckSource source in sources)
        {
            foreach (CheckDefinition check in expansion.Expand(source))
            {
                if (!names.Add(check.Name))
                {
                    source.Section.Add(FindingSeverity.Error, $"there are two checks called {check.Name}; rename one of their tables");
                }

                checks.Add(check);
            }
        }

        return checks.ToImmutable();
    }
}
