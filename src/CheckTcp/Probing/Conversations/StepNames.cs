using System.Collections.Immutable;
using System.Globalization;
using CheckTcp.Dialogue;

namespace CheckTcp.Probing.Conversations;

/// <summary>What a step is called in failures.</summary>
internal static class StepNames
{
    private const int ShownCharacters = 60;

    /// <summary><c>step 3 "login" (expect ^250)</c>. What is sent is not shown: it may be a password.</summary>
    /// <returns><c>null</c> where there is no more than to send, to expect once and to quit: then the phase says which it was.</returns>
    public static string? Of(ImmutableArray<Step> steps, int number, string? label)
    {
        if (IsPlain(steps))
        {
            return null;
        }

        string named = label is null ? "" : $" \"{label}\"";
        return string.Create(CultureInfo.InvariantCulture, $"step {number}{named} ({Words(steps[number - 1])})");
    }

    private static bool IsPlain(ImmutableArray<Step> steps)
    {
        int expects = 0;
        foreach (Step step in steps)
        {
            if (step is ExpectStep)
            {
                expects++;
            }
            else if (step is not (SendStep or WaitStep or QuitStep or RejectStep))
            {
                return false;
            }
        }

        return expects <= 1;
    }

    /// <summary>The kind of step, and what it waits for: <c>expect ^250</c>. What is sent is not shown: it may be a password.</summary>
    public static string Words(Step step) => step switch
    {
        ExpectStep expect => Shown("expect", expect.Pattern.Text),
        ExpectLineStep expect => Shown("expect", expect.Pattern.Text),
        ExpectBytesStep expect => Shown("expect-bytes", expect.Pattern.Text),
        ExpectFrameStep expect => Shown("expect message", expect.Pattern.Text),
        RejectStep reject => Shown("reject", reject.Pattern.Text),
        SendStep or SendTemplateStep => "send",
        WaitStep => "wait",
        StartTlsStep => "starttls",
        QuitStep => "quit",
        LabelStep => "label",
        _ => "record",
    };

    private static string Shown(string kind, string text) =>
        text.Length <= ShownCharacters ? $"{kind} {text}" : $"{kind} {text[..ShownCharacters]}...";
}
