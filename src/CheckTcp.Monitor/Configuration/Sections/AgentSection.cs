using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CheckTcp.Monitor.Configuration.Toml;
using CheckTcp.Monitor.Domain;
using CheckTcp.Patterns;

namespace CheckTcp.Monitor.Configuration.Sections;

/// <summary>The keys at the top of a file that mackerel-agent knows.</summary>
internal static partial class AgentSection
{
    private static readonly ImmutableArray<string> CloudPlatforms = ["auto", "none", "ec2", "gce", "azurevm"];

    private static readonly ImmutableArray<string> HostStatuses = ["working", "standby", "maintenance", "poweroff"];

    /// <summary>Reads a file over the settings of those before it: what it gives wins, what it leaves out stays.</summary>
    public static AgentSettings Read(Section root, AgentSettings before)
    {
        ReadIdle(root);
        Section? status = root.Table("host_status");
        AgentSettings settings = before with
        {
            ApiKey = MackerelKeys.Key(root) ?? before.ApiKey,
            ApiBase = MackerelKeys.Address(root) ?? before.ApiBase,
            Root = root.Text("root") ?? before.Root,
            PidFile = root.Text("pidfile") ?? before.PidFile,
            Roles = root.Texts("roles", """["Service:role"]""") is { } roles ? ValidRoles(root, roles) : before.Roles,
            DisplayName = root.Text("display_name") ?? before.DisplayName,
            StatusOnStart = HostStatus(status, "on_start") ?? before.StatusOnStart,
            StatusOnStop = HostStatus(status, "on_stop") ?? before.StatusOnStop,
            HttpProxy = MackerelKeys.Proxy(root, "http_proxy") ?? before.HttpProxy,
            HttpsProxy = MackerelKeys.Proxy(root, "https_proxy") ?? before.HttpsProxy,
            DisableHttpKeepAlive = root.Flag("disable_http_keep_alive") ?? before.DisableHttpKeepAlive,
            Verbose = root.Flag("verbose") ?? before.Verbose,
            Silent = root.Flag("silent") ?? before.Silent,
        };
        status?.ReportUnknown();
        return settings;
    }

    /// <summary>Settings that only matter to the agent; they are still held to its rules.</summary>
    private static void ReadIdle(Section root)
    {
        root.Text("conffile");
        root.Flag("diagnostic");
        if (root.Find("cloud_platform") is { } platform
            && root.Take<TomlText>(platform, "a string in quotes") is { } name && !CloudPlatforms.Contains(name.Value))
        {
            root.Error(platform, $"\"{name.Value}\" is unknown; write one of {string.Join(", ", CloudPlatforms)}");
        }

        foreach (string parts in (ReadOnlySpan<string>)["filesystems", "disks", "interfaces"])
        {
            if (root.Table(parts) is { } section)
            {
                ReadIgnore(section);
                section.Flag("use_mountpoint");
                section.ReportUnknown();
            }
        }

        if (root.Find("connection") is { } connection)
        {
            root.Take<TomlTable>(connection, "a table");
        }
    }

    private static void ReadIgnore(Section section)
    {
        if (section.Find("ignore") is { } ignore && section.Take<TomlText>(ignore, "a pattern in quotes") is { } text
            && !Pattern.TryParse(text.Value, out _, out PatternError? fault))
        {
            section.Error(ignore, $"is no pattern: {fault.Message}");
        }
    }

    private static string? HostStatus(Section? section, string key)
    {
        if (section?.Text(key) is not { } status || status.Length == 0 || HostStatuses.Contains(status))
        {
            return section?.Text(key);
        }

        section.Warning(section.Find(key)!, $"\"{status}\" is left out, since it is not a status of a host; write one of {string.Join(", ", HostStatuses)}");
        return null;
    }

    private static ImmutableArray<string> ValidRoles(Section root, ImmutableArray<TomlText> roles)
    {
        TomlEntry entry = root.Find("roles")!;
        foreach (TomlText role in roles.Where(role => !Role().IsMatch(role.Value)))
        {
            root.Warning(entry, $"\"{role.Value}\" is no role and is left out; write Service:role in letters, digits, - and _");
        }

        return [.. roles.Select(role => role.Value).Where(role => Role().IsMatch(role))];
    }

    [GeneratedRegex(@"\A[a-zA-Z0-9][-_a-zA-Z0-9]*:[\t\n\f\r ]*[a-zA-Z0-9][-_a-zA-Z0-9]*\z")]
    private static partial Regex Role();
}
