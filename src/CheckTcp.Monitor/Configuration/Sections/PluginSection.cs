using CheckTcp.Monitor.Configuration.Toml;

namespace CheckTcp.Monitor.Configuration.Sections;

/// <summary>Gathers the checks of all files: one of the same name in a later file takes the place of the earlier one, whole.</summary>
/// <param name="allowShort">Whether intervals below a minute are taken.</param>
internal sealed class PluginSection(bool allowShort)
{
    private int _metrics;
    private int _metadata;
    private (Section Section, TomlEntry Entry)? _firstIdle;

    /// <summary>The checks up to now, in the order of the files.</summary>
    public OrderedDictionary<string, CheckSource> Checks { get; } = [];

    public void Read(Section root)
    {
        if (root.Table("plugin") is not { } plugins)
        {
            return;
        }

        if (plugins.Table("checks") is { } checks)
        {
            foreach (TomlEntry entry in checks.Entries)
            {
                ReadCheck(checks, entry);
            }
        }

        _metrics += CountIdle(plugins, "metrics");
        _metadata += CountIdle(plugins, "metadata");
        plugins.ReportUnknown("a plugin is one of checks, metrics and metadata");
    }

    /// <summary>Says once what the agent would run and we do not.</summary>
    public void ReportIdle()
    {
        if (_firstIdle is var (section, entry))
        {
            section.Notice(entry, $"plugins for metrics ({_metrics}) and metadata ({_metadata}) are not run here; leave them to mackerel-agent");
        }
    }

    private void ReadCheck(Section checks, TomlEntry entry)
    {
        if (checks.Take<TomlTable>(entry, $"a table, such as [{KeyPath.Join(checks.Path, entry.Key)}]") is { } table
            && new CheckSection(checks.Inner(entry, table), entry.Key, allowShort).Read() is { } check)
        {
            Checks[entry.Key] = check;
        }
    }

    private int CountIdle(Section plugins, string kind)
    {
        if (plugins.Find(kind) is not { } entry || plugins.Take<TomlTable>(entry, "a table of plugins") is not { } table)
        {
            return 0;
        }

        _firstIdle ??= (plugins, entry);
        return table.Entries.Count;
    }
}
