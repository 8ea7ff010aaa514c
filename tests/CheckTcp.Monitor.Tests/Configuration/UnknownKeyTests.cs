using CheckTcp.Monitor.Configuration;

namespace CheckTcp.Monitor.Tests.Configuration;

public sealed class UnknownKeyTests : IDisposable
{
    private const string Check = "[plugin.checks.a]\ncommand = 'x'\n";

    private readonly Configured _configured = new();

    [Theory]
    [InlineData("apikye = 'k'\n" + Check, "apikye", "apikey")]
    [InlineData("inlcude = 'x'\n" + Check, "inlcude", "include")]
    [InlineData("[monitr]\n" + Check, "monitr", "monitor")]
    [InlineData(Check + "[monitor]\nallow_short_interval = true", "monitor.allow_short_interval", "allow_short_intervals")]
    [InlineData(Check + "[monitor]\naction = false", "monitor.action", "actions")]
    [InlineData(Check + "[monitor]\nalow_empty = true", "monitor.alow_empty", "allow_empty")]
    [InlineData(Check + "[monitor.mackrel]\nreport = true", "monitor.mackrel", "mackerel")]
    [InlineData(Check + "[monitor.mackerel]\nreports = true", "monitor.mackerel.reports", "report")]
    [InlineData(Check + "[monitor.retention]\nresult = '1d'", "monitor.retention.result", "results")]
    [InlineData(Check + "[host_status]\nonstart = 'working'", "host_status.onstart", "on_start")]
    [InlineData(Check + "[filesystems]\nignores = 'x'", "filesystems.ignores", "ignore")]
    [InlineData(Check + "[plugin.check.b]\ncommand = 'x'", "plugin.check", "checks")]
    [InlineData(Check + "timeout_second = 3", "plugin.checks.a.timeout_second", "timeout_seconds")]
    [InlineData(Check + "target_file = 'x'", "plugin.checks.a.target_file", "targets_file")]
    [InlineData(Check + "max_check_attempt = 3", "plugin.checks.a.max_check_attempt", "max_check_attempts")]
    [InlineData(Check + "[plugin.checks.a.action]\ncomand = 'x'\ncommand = 'y'", "plugin.checks.a.action.comand", "command")]
    public void The_closest_known_key_is_named_wherever_one_is_unknown(string text, string key, string closest)
    {
        Finding finding = Assert.Single(_configured.Read(text).Findings);

        Assert.Equal((FindingSeverity.Warning, true, key), (finding.Severity, finding.IsUnknownKey, finding.Key));
        Assert.Equal($"is an unknown key; did you mean {closest}?", finding.Message);
    }

    public void Dispose() => _configured.Dispose();
}
