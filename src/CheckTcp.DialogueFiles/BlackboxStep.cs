using CheckTcp.Patterns;

namespace CheckTcp.DialogueFiles;

/// <summary>One step of a <c>query_response</c>, as the steps of a check: what is expected, then what is sent, then TLS, in this order
/// however the keys are ordered.</summary>
internal static class BlackboxStep
{
    public const string StartTls = "--step=starttls";

    /// <exception cref="DialogueFileException">It means nothing.</exception>
    public static IEnumerable<string> Read(YamlSection step)
    {
        var arguments = new List<string>();
        string expect = step.Text("expect") ?? "";
        string expectBytes = step.Text("expect_bytes") ?? "";
        if (expect.Length > 0 && expectBytes.Length > 0)
        {
            throw step.Fault("expect_bytes", "expect and expect_bytes are mutually exclusive");
        }

        Pattern? pattern = PatternOf(step, expect);
        if (pattern is not null)
        {
            arguments.Add(StepArgument.Of("expect", expect));
        }

        foreach (YamlSection label in step.List("labels"))
        {
            string value = label.Text("value") ?? "";
            arguments.Add(StepArgument.Of("label", $"{label.Text("name")}={GoTemplate.ToText(value, pattern)}"));
            label.EndOfKeys();
        }

        if (expectBytes.Length > 0)
        {
            arguments.Add(StepArgument.Of("expect-bytes", Convert.ToHexString(ByteText.Encode(expectBytes))));
        }

        if (step.Text("send") is { Length: > 0 } send)
        {
            // The exporter ends whatever it sends with a line feed, and its modules count on that.
            arguments.Add(StepArgument.Send(GoTemplate.ToText(send, pattern) + "\n"));
        }

        if (step.Flag("starttls") == true)
        {
            arguments.Add(StartTls);
        }

        step.EndOfKeys();
        return arguments;
    }

    private static Pattern? PatternOf(YamlSection step, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        return Pattern.TryParse(text, out Pattern? pattern, out PatternError? error) ? pattern : throw step.Fault("expect", error.Message);
    }
}
