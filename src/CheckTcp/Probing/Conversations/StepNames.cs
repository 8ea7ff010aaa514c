using System.Collections.Immutable;
using System.Globalization;

namespace CheckTcp.Probing.Conversations;

/// <summary>What a step is called in failures.</summary>
internal static class StepNames
{
    private const int ShownCharacters = 60;

    /// <summary><c>step 3 "login" (expect ^250)</c>. What is sent is not shown: it may be a password.</summary>
    /// <param name="steps">All of them.</param>
    /// <param name="number">Which one, from 1.</param>
    /// <param name="label">What it goes by, or <c>null</c>.</param>
    /// <param name="secrets">What is hidden.</param>
    /// <returns><c>null</c> where there is no more than to send, to expect once and to quit: then the phase says which it was.</returns>
    public static string? Of(ImmutableArray<Step> steps, int number, string? label, Secrets secrets)
    {
        if (IsPlain(steps))
        {
            return null;
        }

        string named = label is null ? "" : $" \"{secrets.Mask(label)}\"";
        return string.Create(CultureInfo.InvariantCulture, $"step {number}{named} ({Words(steps[number - 1], secrets)})");
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
    private static string Words(Step step, Secrets secrets) => step switch
    {
        ExpectStep expect => Shown("expect", expect.Pattern.Text, secrets),
        ExpectLineStep expect => Shown("expect", expect.Pattern.Text, secrets),
        ExpectBytesStep expect => Shown("expect-bytes", expect.Pattern.Text, secrets),
        ExpectFrameStep expect => Shown("expect message", expect.Pattern.Text, secrets),
        RejectStep reject => Shown("reject", reject.Pattern.Text, secrets),
        SendStep or SendTemplateStep => "send",
        WaitStep => "wait",
        StartTlsStep => "starttls",
        QuitStep => "quit",
        LabelStep => "label",
        _ => "record",
    };

    /// <summary>Hidden before it is cut: of half a secret nobody knows that it is one.</summary>
    private static string Shown(string kind, string text, Secrets secrets) => $"{kind} {Excerpt.Of(secrets.Mask(text), ShownCharacters)}";
}
