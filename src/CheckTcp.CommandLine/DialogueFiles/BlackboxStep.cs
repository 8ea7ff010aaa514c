using CheckTcp.Patterns;

namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>One step of a <c>query_response</c>, as the steps of a check: what is expected, then what is sent, then TLS, in this order
/// however the keys are ordered.</summary>
internal static class BlackboxStep
{
    public const string StartTls = "--step=starttls";

    /// <summary>What any line matches: to <c>expect=</c> an empty pattern is none.</summary>
    private const string Anything = "(?:)";

    /// <exception cref="DialogueFileException">It means nothing.</exception>
    public static IEnumerable<DialogueArgument> Read(YamlSection step)
    {
        var arguments = new List<DialogueArgument>();
        string? expect = step.Text("expect");
        string expectBytes = step.Text("expect_bytes") ?? "";
        if (expect is not null && expectBytes.Length > 0)
        {
            throw step.Fault("expect_bytes", "expect and expect_bytes are mutually exclusive");
        }

        Pattern? pattern = expect is null ? null : PatternOf(step, expect);
        if (expect is not null)
        {
            Add("expect", StepArgument.Of("expect", expect.Length > 0 ? expect : Anything));
        }

        arguments.AddRange(step.List("labels").SelectMany(label => Label(label, pattern)));
        if (expectBytes.Length > 0)
        {
            Add("expect_bytes", StepArgument.Of("expect-bytes", Convert.ToHexString(ByteText.Encode(expectBytes))));
        }

        if (GoTemplate.ToText(step.Text("send") ?? "", pattern) is { Length: > 0 } send)
        {
            // The exporter ends whatever it sends with a line feed, and its modules count on that.
            Add("send", StepArgument.Send(send + "\n"));
        }

        if (step.Flag("starttls") == true)
        {
            Add("starttls", StartTls);
        }

        step.EndOfKeys();
        return arguments;

        void Add(string key, string argument) => arguments.Add(new(argument, step.LineOf(key)));
    }

    /// <summary>A value that is recorded; where nothing is expected the exporter records none.</summary>
    private static IEnumerable<DialogueArgument> Label(YamlSection label, Pattern? pattern)
    {
        string name = label.Text("name") ?? "";
        string value = label.Text("value") ?? "";
        label.EndOfKeys();
        if (name.Length == 0 || name.Contains('='))
        {
            throw label.Fault("name", "a label has a name of letters, digits and underscores");
        }

        return pattern is null ? [] : [new(StepArgument.Of("label", $"{name}={GoTemplate.ToText(value, pattern)}"), label.LineOf("value"))];
    }

    private static Pattern PatternOf(YamlSection step, string text) =>
        Pattern.TryParse(text, out Pattern? pattern, out PatternError? error) ? pattern : throw step.Fault("expect", error.Message);
}
