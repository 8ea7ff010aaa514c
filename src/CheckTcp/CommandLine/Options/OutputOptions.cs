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
        Option.Flag("help", 'h', "Print this help and exit with 0.", _ => { }) with { Asks = Information.Help },
        Option.Flag("version", null, "Print the version and exit with 0.", _ => { }) with { Asks = Information.Version },
    ]);
}
