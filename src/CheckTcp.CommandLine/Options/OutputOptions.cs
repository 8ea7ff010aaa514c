using CheckTcp.CommandLine.Building;
using CheckTcp.CommandLine.Formats;

namespace CheckTcp.CommandLine.Options;

/// <summary>What is printed.</summary>
internal static class OutputOptions
{
    private const string Formats = "mackerel, nagios, json or prometheus";

    public static OptionGroup Group { get; } = new("What is printed",
    [
        Option.Flag("verbose", 'v', "Tell on standard error which addresses were tried and how long each phase took; "
            + "twice also the check as it was understood, three times also the whole answer.",
            values => values.Verbosity++),
        new Option("output", null, "FORMAT", $"Print the result as {Formats}: the line (default), the line of Nagios' plugins, "
            + "one JSON object, or Prometheus' metrics.") { Take = TakeFormat },
        Option.Flag("json", null, "Print one JSON object, as with --output=json.",
            values => values.Format = ReportFormat.Json),
        Option.Flag("perfdata", null, "Add the response time and the phases to the line as Nagios' performance data.",
            values => values.PerformanceData = true),
        Option.Flag("jail", 'j', "Show nothing of what the server says.",
            values => values.HideResponse = true),
        Option.Flag("transcript", null, "Tell on standard error, or with --output=json in the object, every byte that was sent and received, with its time.",
            values => values.Transcript = true),
        Option.Text("secret", null, "TEXT", $"Show asterisks instead of this text in all output; may be repeated. {SecretsBuilder.Variable} in the environment "
            + "holds more of them, one a line.",
            (values, secret) => values.Secrets.Add(secret)),
        Option.Flag("help", 'h', "Print this help and exit with 0.", _ => { }) with { Asks = Information.Help },
        Option.Flag("list-services", null, "Print what --service and --starttls know, and exit with 0.", _ => { }) with { Asks = Information.Services },
        Option.Flag("version", null, "Print the version and exit with 0.", _ => { }) with { Asks = Information.Version },
    ]);

    private static string? TakeFormat(OptionValues values, string? text)
    {
        ReportFormat? format = text!.ToLowerInvariant() switch
        {
            "mackerel" => ReportFormat.Mackerel,
            "nagios" => ReportFormat.Nagios,
            "json" => ReportFormat.Json,
            "prometheus" => ReportFormat.Prometheus,
            _ => null,
        };
        values.Format = format ?? values.Format;
        return format is null ? $"no format; take {Formats}" : null;
    }
}
