using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Configuration.Toml;

namespace CheckTcp.Monitor.Configuration.Sections;

/// <summary>The table <c>[monitor]</c>, which the agent does not know.</summary>
internal static class MonitorSection
{
    private const int MostConcurrent = 100_000;

    /// <summary>Reads a file over the settings of those before it.</summary>
    public static MonitorSettings Read(Section root, MonitorSettings before)
    {
        if (root.Table("monitor") is not { } section)
        {
            return before;
        }

        MonitorSettings settings = before with
        {
            DataDirectory = NotEmpty(section, "data_directory") is { } folder ? section.File.Resolve(folder) : before.DataDirectory,
            Listen = NotEmpty(section, "listen") ?? before.Listen,
            AllowShortIntervals = section.Flag("allow_short_intervals") ?? before.AllowShortIntervals,
            AllowEmpty = section.Flag("allow_empty") ?? before.AllowEmpty,
            RunActions = section.Flag("actions") ?? before.RunActions,
            MaxConcurrent = (int?)section.Integer("max_concurrent", 1, MostConcurrent) ?? before.MaxConcurrent,
            MaxConcurrentPerTarget = (int?)section.Integer("max_concurrent_per_target", 1, MostConcurrent) ?? before.MaxConcurrentPerTarget,
            Reports = section.Table("mackerel") is { } mackerel ? ReadReports(mackerel, before.Reports) : before.Reports,
            Retention = section.Table("retention") is { } retention ? ReadRetention(retention, before.Retention) : before.Retention,
        };
        section.ReportUnknown();
        return settings;
    }

    private static ReportSettings ReadReports(Section section, ReportSettings before)
    {
        ReportSettings reports = before with
        {
            Enabled = section.Flag("report") ?? before.Enabled,
            IgnoreFigures = section.Flag("ignore_figures") ?? before.IgnoreFigures,
        };
        section.ReportUnknown();
        return reports;
    }

    private static Retention ReadRetention(Section section, Retention before)
    {
        Retention retention = before with
        {
            Results = Duration(section, "results") ?? before.Results,
            Minutes = Duration(section, "minutes") ?? before.Minutes,
            Hours = Duration(section, "hours") ?? before.Hours,
            Days = Duration(section, "days") ?? before.Days,
            Alerts = Duration(section, "alerts") ?? before.Alerts,
        };
        section.ReportUnknown();
        return retention;
    }

    private static TimeSpan? Duration(Section section, string key)
    {
        if (section.Find(key) is not { } entry || section.Take<TomlText>(entry, "a duration in quotes, such as \"14d\"") is not { } text)
        {
            return null;
        }

        if (DurationText.ReadRetention(text.Value, out TimeSpan duration) is { } fault)
        {
            section.Error(entry, fault);
            return null;
        }

        return duration;
    }

    private static string? NotEmpty(Section section, string key)
    {
        if (section.Find(key) is not { } entry || section.Take<TomlText>(entry, "a string in quotes") is not { } text)
        {
            return null;
        }

        if (text.Value.Length == 0)
        {
            section.Error(entry, "is empty; give a value, or remove the key for the default");
            return null;
        }

        return text.Value;
    }
}
