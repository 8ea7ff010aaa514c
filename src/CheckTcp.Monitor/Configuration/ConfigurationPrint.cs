using System.Collections.Immutable;
using System.Globalization;
using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Rules;

namespace CheckTcp.Monitor.Configuration;

/// <summary>Prints what a configuration would run, a check a paragraph; keys and passwords are never shown.</summary>
/// <param name="output">Where to.</param>
internal sealed class ConfigurationPrint(TextWriter output)
{
    public void Write(MonitorConfiguration configuration)
    {
        WriteSettings(configuration);
        foreach (CheckDefinition check in configuration.Checks)
        {
            output.WriteLine();
            output.WriteLine(PlainLine.Of(check.Name));
            string reported = ReportedName.Of(check.Name);
            PairIfAny("reported as", configuration.IsReported && reported != check.Name ? reported : null);
            Write(check, configuration.Agent);
        }
    }

    private void WriteSettings(MonitorConfiguration configuration)
    {
        (MonitorSettings monitor, AgentSettings agent) = (configuration.Monitor, configuration.Agent);
        Retention kept = monitor.Retention;
        Pair("data directory", monitor.DataDirectory ?? agent.Root ?? "the platform's");
        Pair("listen", monitor.Listen ?? "nowhere");
        Pair("concurrent runs", $"{monitor.MaxConcurrent}, {monitor.MaxConcurrentPerTarget} to one target");
        PairIfAny("actions", monitor.RunActions ? null : "none: [monitor] has actions = false");
        Pair("kept", $"results {DurationWords.Of(kept.Results)}, minutes {DurationWords.Of(kept.Minutes)}, "
            + $"hours {DurationWords.Of(kept.Hours)}, days {DurationWords.Of(kept.Days)}, alerts {DurationWords.Of(kept.Alerts)}");
        Pair("mackerel", configuration.IsReported ? $"reports to {WithoutPassword(agent.ApiBase)}"
            : monitor.Reports.Enabled ? "no reports: there is no apikey"
            : "no reports: [monitor.mackerel] has report = false");
        if (!agent.Roles.IsEmpty)
        {
            Pair("roles", string.Join(", ", agent.Roles));
        }
    }

    private void Write(CheckDefinition check, AgentSettings agent)
    {
        CommandSecrets secrets = SecretsOf(check.Program as ChildProgram, agent);
        Pair("runs", ProgramText.Describe(check.Program, secrets));
        string retry = check.RetryInterval is { } interval ? $", after a failure {DurationWords.Of(interval)}" : "";
        Pair("every", DurationWords.Of(check.Interval) + retry);
        Pair("ended after", DurationWords.Of(check.Timeout));
        int attempts = Math.Max(check.MaxCheckAttempts ?? 1, 1);
        Pair("alert", (attempts == 1 ? "at the first failure" : $"at {attempts.ToString(CultureInfo.InvariantCulture)} failures in a row")
            + (check.PreventAlertAutoClose ? ", closed by hand only" : "")
            + (check.NotificationInterval is { } again ? $", told again every {DurationWords.Of(again)}" : ""));
        PairIfAny("target", check.TargetHost);
        PairIfAny("host", check.CustomIdentifier);
        PairIfAny("memo", check.Memo is { } memo ? secrets.Mask(memo) : null);
        PairIfAny("labels", check.Labels.IsEmpty ? null : string.Join(", ", check.Labels.Select(label => secrets.Mask($"{label.Key}={label.Value}"))));
        if (check.Action is { } action)
        {
            Pair("then", $"{ProgramText.Describe(action.Program, SecretsOf(action.Program, agent))}, ended after {DurationWords.Of(action.Timeout)}");
        }
    }

    private static CommandSecrets SecretsOf(ChildProgram? program, AgentSettings agent) => new(
        program?.Arguments ?? [],
        program?.Environment ?? ImmutableDictionary<string, string>.Empty,
        [agent.ApiKey, PasswordIn(agent.HttpProxy), PasswordIn(agent.HttpsProxy)]);

    private static string? PasswordIn(string? proxy) => proxy is null ? null : ProxyAddress.Parse(proxy)?.Password;

    private void PairIfAny(string name, string? value)
    {
        if (value is not null)
        {
            Pair(name, value);
        }
    }

    private void Pair(string name, string value) => output.WriteLine($"  {name,-16} {PlainLine.Of(value)}");

    /// <summary>An address may hold a name and a password before an <c>@</c>.</summary>
    private static string WithoutPassword(string address)
    {
        int at = address.LastIndexOf('@');
        int scheme = address.IndexOf("://", StringComparison.Ordinal);
        return at < 0 ? address : $"{(scheme < 0 ? "" : address[..(scheme + 3)])}{address[(at + 1)..]}";
    }
}
