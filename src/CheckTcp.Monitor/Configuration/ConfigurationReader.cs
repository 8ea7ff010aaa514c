using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Files;
using CheckTcp.Monitor.Configuration.Programs;
using CheckTcp.Monitor.Configuration.Sections;
using CheckTcp.Monitor.Configuration.Targets;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Configuration.Toml;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Rules;

namespace CheckTcp.Monitor.Configuration;

/// <summary>Reads the file of mackerel-agent with our own tables in it, and every file that it names.</summary>
internal sealed class ConfigurationReader
{
    private readonly FindingList _findings = new();
    private readonly SourceFiles _files;
    private readonly Machine _machine;

    private ConfigurationReader(Func<string, FileStamp> stampOf, Machine machine) =>
        (_files, _machine) = (new SourceFiles(_findings, stampOf), machine);

    /// <summary>Reads a configuration. All findings are gathered, not only the first; nothing is thrown for what a file holds.</summary>
    /// <param name="path">The main file; findings name it as it is given here.</param>
    public static ConfigurationResult Read(string path) => Read(path, FileStamp.Of, Machine.This);

    /// <inheritdoc cref="Read(string)"/>
    /// <param name="path">The main file.</param>
    /// <param name="stampOf">Asks the file system how a file looks, so that a test can have it change.</param>
    /// <param name="machine">What is there to run it.</param>
    internal static ConfigurationResult Read(string path, Func<string, FileStamp> stampOf, Machine machine) =>
        new ConfigurationReader(stampOf, machine).ReadAll(path);

    /// <summary>As much of the settings of a configuration with errors as can be read, for whoever only looks for the data directory.</summary>
    /// <returns>A configuration without checks.</returns>
    public static MonitorConfiguration ReadSettings(string path)
    {
        var reader = new ConfigurationReader(FileStamp.Of, Machine.This);
        (AgentSettings agent, MonitorSettings monitor) = Settings(reader.ReadRoots(path, (file, _) => TomlDocument.ParseWhatCan(file)));
        return new MonitorConfiguration { Checks = [], Monitor = monitor, Agent = agent };
    }

    private ConfigurationResult ReadAll(string path)
    {
        List<Section> roots = ReadRoots(path, TomlDocument.Parse);
        (AgentSettings agent, MonitorSettings monitor) = Settings(roots);

        if (monitor.Reports.Enabled && !string.IsNullOrEmpty(agent.ApiKey) && string.IsNullOrEmpty(agent.HttpProxy))
        {
            foreach (string error in ProxyEnvironment.Own.Errors)
            {
                _findings.Error(path, null, null, error);
            }
        }

        // Only now is it known whether short intervals are allowed.
        var plugins = new PluginSection(monitor.AllowShortIntervals);
        foreach (Section root in roots)
        {
            plugins.Read(root);
            root.ReportUnknown();
        }

        plugins.ReportIdle();
        ImmutableArray<CheckDefinition> checks = Expand(plugins.Checks.Values, monitor.RunActions);
        var configuration = new MonitorConfiguration
        {
            Checks = checks,
            ListedTargets = CountTargets(plugins.Checks.Values, checks),
            Monitor = monitor,
            Agent = agent,
        };
        if (plugins.Checks.Count == 0 && _findings.Errors == 0)
        {
            _findings.Warning(path, null, null, "has no checks, so that nothing is checked; add a table [plugin.checks.NAME], or an include that brings some");
        }

        ReportPrograms(plugins.Checks.Values, checks);
        if (configuration.IsReported)
        {
            ReportNames(plugins.Checks.Values, configuration.Checks);
            ReportProxies(path, agent);
        }

        ImmutableArray<Finding> findings = _findings.InOrder();
        bool isUsable = findings.All(finding => finding.Severity != FindingSeverity.Error || finding.IsPartial);
        return new ConfigurationResult(isUsable ? configuration : null, findings) { Files = _files.Used() };
    }

    /// <summary>The environment counts where the file names no proxy. Checks can run without it.</summary>
    private void ReportProxies(string path, AgentSettings agent)
    {
        foreach (string error in string.IsNullOrEmpty(agent.HttpProxy) ? _machine.Proxies.Errors : [])
        {
            _findings.Add(new Finding(FindingSeverity.Error, path, null, null, error) { IsPartial = true });
        }
    }

    private static (AgentSettings Agent, MonitorSettings Monitor) Settings(List<Section> roots)
    {
        (AgentSettings Agent, MonitorSettings Monitor) settings = (new(), new());
        foreach (Section root in roots)
        {
            settings = (AgentSection.Read(root, settings.Agent), MonitorSection.Read(root, settings.Monitor));
        }

        return settings;
    }

    /// <summary>The main file, and what it includes in the order of the names. What is included includes nothing, as in the
    /// agent.</summary>
    private List<Section> ReadRoots(string path, Func<SourceFile, FindingList, TomlTable?> parse)
    {
        if (ReadRoot(path, parse) is not { } main)
        {
            return [];
        }

        var roots = new List<Section> { main };
        if (main.Find("include") is not { } include
            || main.Take<TomlText>(include, "a pattern in quotes") is not { Value.Length: > 0 } pattern)
        {
            return roots;
        }

        string mainPath = Path.GetFullPath(path);
        foreach (string included in _files.Expand(main.File.Resolve(pattern.Value), main.PlaceOf(include)).Where(included => included != mainPath))
        {
            if (ReadRoot(included, parse, $"; {path}:{include.Line} includes it") is { } root)
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

    private Section? ReadRoot(string path, Func<SourceFile, FindingList, TomlTable?> parse, string namedBy = "") =>
        _files.Read(path, FileRole.Settings, namedBy) is { } file && parse(file, _findings) is { } table
            ? new Section(table, file, "", _findings)
            : null;

    private ImmutableArray<CheckDefinition> Expand(IEnumerable<CheckSource> sources, bool runActions)
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

                checks.Add(runActions ? check : check with { Action = null });
            }
        }

        return checks.ToImmutable();
    }

    private static ImmutableDictionary<string, int> CountTargets(IEnumerable<CheckSource> sources, ImmutableArray<CheckDefinition> checks)
    {
        var counts = sources.Where(source => source.HasTargets).ToDictionary(source => source.Name, _ => 0);
        foreach (CheckDefinition check in checks)
        {
            if (counts.TryGetValue(check.Table, out int count))
            {
                counts[check.Table] = count + 1;
            }
        }

        return counts.ToImmutableDictionary();
    }

    private void ReportPrograms(IEnumerable<CheckSource> sources, ImmutableArray<CheckDefinition> checks)
    {
        var programs = new Dictionary<string, CheckProgram>();
        foreach (CheckDefinition check in checks)
        {
            programs.TryAdd(check.Table, check.Program);
        }

        var advice = new ProgramAdvice(_machine);
        foreach (CheckSource source in sources)
        {
            advice.Report(source, programs.GetValueOrDefault(source.Name));
        }
    }

    /// <summary>Names that Mackerel's API does not document are reported as others: once for each table.</summary>
    private static void ReportNames(IEnumerable<CheckSource> sources, ImmutableArray<CheckDefinition> checks)
    {
        ILookup<string, CheckDefinition> renamed = checks
            .Where(check => ReportedName.Of(check.Name) != check.Name)
            .ToLookup(check => check.Table);
        foreach (CheckSource source in sources)
        {
            if (renamed[source.Name].FirstOrDefault() is { } first)
            {
                int others = renamed[source.Name].Count() - 1;
                source.Section.Add(FindingSeverity.Notice,
                    $"is reported to Mackerel as {ReportedName.Of(first.Name)}, since check names there hold only letters, digits, - and _"
                    + (others == 0 ? "" : $" (and {others} more of its checks likewise)"));
            }
        }
    }
}
