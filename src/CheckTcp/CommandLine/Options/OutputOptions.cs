using CheckTcp.CommandLine.Building;

namespace CheckTcp.CommandLine.Options;

/// <summary>What is printed.</summary>
internal static class OutputOptions
{
    public static OptionGroup Group { get; } = new("What is printed",
    [
        Option.Flag("verbose", 'v', "Tell on standard error which addresses were tried and how long each phase took.",
            values => values.Verbose = true),
        Option.Flag("json", null, "Print one JSON object instead of the line.",
            values => values.Json = true),
        Option.Flag("transcript", null, "Tell on standard error, or with --json in the object, every byte that was sent and received, with its time.",
            values => values.Transcript = true),
        Option.Text("secret", null, "TEXT", $"Show asterisks instead of this text in all output; may be repeated. {SecretsBuilder.Variable} in the environment "
            + "holds more of them, one a line.",
            (values, secret) => values.Secrets.Add(secret)),
        Option.Flag("help", 'h', "Print this help and exit with 0.", _ => { }) with { Asks = Information.Help },
        Option.Flag("list-services", null, "Print what --service and --starttls know, and exit with 0.", _ => { }) with { Asks = Information.Services },
        Option.Flag("version", null, "Print the version and exit with 0.", _ => { }) with { Asks = Information.Version },
    ]);
}
