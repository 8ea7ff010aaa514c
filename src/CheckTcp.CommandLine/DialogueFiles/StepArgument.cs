namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>Writes steps in the words of the command line.</summary>
internal static class StepArgument
{
    /// <summary>The option for a step.</summary>
    public static string Of(string kind, string value) => $"--step={kind}={value}";

    /// <summary>The option for a step that sends this text as it is, references included: <c>send=</c> understands escapes.</summary>
    public static string Send(string text) =>
        Of("send", text.Replace(@"\", @"\\").Replace("\r", @"\r").Replace("\n", @"\n").Replace("\t", @"\t"));
}
