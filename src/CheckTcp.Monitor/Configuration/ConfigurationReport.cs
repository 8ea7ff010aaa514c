using CheckTcp.Monitor.Configuration.Text;
using CheckTcp.Monitor.Domain;

namespace CheckTcp.Monitor.Configuration;

/// <summary>What <c>check-tcpd configtest</c> prints of a configuration.</summary>
/// <param name="output">What would be run, when that is asked for.</param>
/// <param name="error">Findings and outcome, as the agent's <c>configtest</c> has it.</param>
internal sealed class ConfigurationReport(TextWriter output, TextWriter error)
{
    /// <summary>Writes the report.</summary>
    /// <param name="file">The main file, as it was named.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="print">Whether to tell what would be run.</param>
    /// <returns>The exit code: 0, or 1 when there is an error or an unknown key, at which the agent's <c>configtest</c> fails,
    /// too.</returns>
    public int Write(string file, ConfigurationResult result, bool print)
    {
        foreach (Finding finding in result.Findings)
        {
            error.WriteLine(Line(finding));
        }

        if (print && result.Configuration is { } configuration)
        {
            new ConfigurationPrint(output).Write(configuration);
        }

        int errors = result.Findings.Count(finding => finding.Severity == FindingSeverity.Error);
        int unknown = result.Findings.Count(finding => finding.IsUnknownKey);
        if (result.Configuration is { } usable && errors + unknown == 0)
        {
            error.WriteLine($"SUCCESS ({PlainLine.Of(file)})");
            error.WriteLine(Summary(usable, result.Files));
            return 0;
        }

        error.WriteLine($"FAILED ({file}): {Count(errors, "error")}, {Count(unknown, "unknown key")}");
        return 1;
    }

    /// <summary><c>FILE:LINE: error: KEY: MESSAGE</c> on one line, whatever stands in the file.</summary>
    public static string Line(Finding finding)
    {
        string severity = finding.Severity switch
        {
            FindingSeverity.Error => "error",
            FindingSeverity.Warning => "warning",
            _ => "notice",
        };
        string place = finding.Line is { } line ? $"{finding.File}:{line}" : finding.File;
        return PlainLine.Of($"{place}: {severity}: {(finding.Key is null ? "" : $"{finding.Key}: ")}{finding.Message}");
    }

    private static string Summary(MonitorConfiguration configuration, ConfigurationFiles files)
    {
        int inProcess = configuration.Checks.Count(check => check.Program is TcpProgram);
        int children = configuration.Checks.Length - inProcess;
        IEnumerable<TimeSpan> intervals = configuration.Checks.Select(check => check.Interval).Distinct().Order();
        string every = configuration.Checks.IsEmpty ? "" : $", every {string.Join(" or ", intervals.Select(DurationWords.Of).Take(5))}";
        return $"{Count(configuration.Checks.Length, "check")}: {inProcess} in process, {children} as children{every}; "
            + $"{Count(files.Paths.Length, "file")} read";
    }

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";
}
