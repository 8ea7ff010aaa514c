using System.Collections.Immutable;
using CheckTcp.Monitor.Configuration.Toml;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Configuration.Sections;

/// <summary>Reads a table <c>[plugin.checks.NAME]</c>.</summary>
/// <param name="section">The table.</param>
/// <param name="name">Its key.</param>
/// <param name="allowShort">Whether intervals below a minute are taken.</param>
internal sealed class CheckSection(Section section, string name, bool allowShort)
{
    private const int LongestMemo = 250;

    // Lets the rest of a table be read whose command is missing, so that all its faults are told.
    private static readonly CommandSource Nothing = new([], null, null, ImmutableDictionary<string, string>.Empty, default);

    /// <returns><c>null</c> when there is no command to run; the findings say why.</returns>
    public CheckSource? Read()
    {
        CommandSource? command = CommandSection.Read(section);
        var source = new CheckSource(name, section, command ?? Nothing, ReadSettings(command ?? Nothing))
        {
            Targets = section.Texts("targets", """["mail.example:25"]"""),
            TargetFiles = section.TextOrTexts("targets_file", """["targets.txt"]"""),
            DiscoveryFiles = section.TextOrTexts("file_sd", """["targets/*.json"]"""),
        };
        ReadIdle();
        if (section.Find("command") is null)
        {
            ReportMissingCommand();
        }

        section.ReportUnknown();
        return command is null ? null : source;
    }

    private CheckDefinition ReadSettings(CommandSource command)
    {
        var intervals = new IntervalKeys(section, allowShort);
        bool preventAutoClose = section.Flag("prevent_alert_auto_close") ?? false;
        return new CheckDefinition
        {
            Name = name,
            Program = new ChildProgram(command.Arguments, command.User, command.Environment),
            Timeout = command.Timeout,
            Interval = intervals.Read("check_interval") ?? CheckDefinition.ShortestAgentInterval,
            RetryInterval = intervals.Read("retry_interval"),
            MaxCheckAttempts = ReadAttempts(preventAutoClose),
            NotificationInterval = intervals.ReadMinutes("notification_interval"),
            PreventAlertAutoClose = preventAutoClose,
            CustomIdentifier = section.Text("custom_identifier"),
            Memo = ReadMemo(),
            Action = ReadAction(),
            Labels = ReadLabels(),
        };
    }

    private int? ReadAttempts(bool preventAutoClose)
    {
        if (section.Integer("max_check_attempts", int.MinValue, int.MaxValue) is not { } attempts)
        {
            return null;
        }

        if (attempts > 1 && preventAutoClose)
        {
            section.Warning(section.Find("max_check_attempts")!,
                $"{attempts} counts as 1, because prevent_alert_auto_close is true; remove one of the two");
            return 1;
        }

        return (int)attempts;
    }

    private string? ReadMemo()
    {
        string? memo = section.Text("memo");
        if (memo is null || memo.EnumerateRunes().Count() <= LongestMemo)
        {
            return memo;
        }

        section.Warning(section.Find("memo")!, $"has more than {LongestMemo} characters; the rest is cut off");
        return string.Concat(memo.EnumerateRunes().Take(LongestMemo));
    }

    private CheckAction? ReadAction()
    {
        if (section.Table("action") is not { } action)
        {
            return null;
        }

        CommandSource? command = CommandSection.Read(action);
        action.ReportUnknown();
        return command is null
            ? null
            : new CheckAction(new ChildProgram(command.Arguments, command.User, command.Environment), command.Timeout);
    }

    private ImmutableSortedDictionary<string, string> ReadLabels()
    {
        var labels = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (section.Table("labels") is { } table)
        {
            foreach (TomlEntry entry in table.Entries)
            {
                if (table.Take<TomlText>(entry, "a string in quotes") is { } value)
                {
                    labels[entry.Key] = value.Value;
                }
            }
        }

        return labels.Count == 0 ? ImmutableSortedDictionary<string, string>.Empty : labels.ToImmutable();
    }

    /// <summary>What the agent takes in any plugin and does nothing with in a check.</summary>
    private void ReadIdle()
    {
        section.Text("include_pattern");
        section.Text("exclude_pattern");
        section.Text("metric_name_pattern");
        new IntervalKeys(section, allowShort).ReadMinutes("execution_interval");
        section.Flag("use_plugin_timestamp");
    }

    /// <summary><c>[plugin.checks.a.b]</c> is a table b in a check a, where a check "a.b" was meant.</summary>
    private void ReportMissingCommand()
    {
        bool isDotted = false;
        foreach (TomlEntry entry in section.Entries.Where(entry => !entry.Key.Equals("action", StringComparison.OrdinalIgnoreCase)))
        {
            if (NameOfCommand(entry) is { } rest)
            {
                isDotted = true;
                section.Accept(entry);
                section.Error(entry, $"a dot parts tables; if the check is called {name}.{rest}, write [plugin.checks.\"{name}.{rest}\"]");
            }
        }

        if (!isDotted)
        {
            section.Add(FindingSeverity.Error, "has no command; add command = \"...\" or command = [\"...\", \"...\"]");
        }
    }

    /// <summary>The keys down to a table with a command, parted by dots.</summary>
    private static string? NameOfCommand(TomlEntry entry)
    {
        if (entry.Value is not TomlTable table)
        {
            return null;
        }

        if (table.Entries.Keys.Contains("command", StringComparer.OrdinalIgnoreCase))
        {
            return entry.Key;
        }

        string? below = table.Entries.Values.Select(NameOfCommand).FirstOrDefault(rest => rest is not null);
        return below is null ? null : $"{entry.Key}.{below}";
    }
}
