using System.Collections.Immutable;
using CheckTcp.CommandLine.Options;
using CheckTcp.Patterns;
using CheckTcp.Protocols;

namespace CheckTcp.CommandLine.Building;

/// <summary>Makes the steps of what the options said.</summary>
/// <param name="values">What they said.</param>
/// <param name="service">The service that fills in what they did not say.</param>
/// <param name="startTls">The protocol that starts TLS before anything else is said, or <c>null</c>.</param>
/// <param name="patterns">Where compiled patterns are kept.</param>
/// <param name="tls">How a step starts TLS, or <c>null</c> where none may.</param>
/// <param name="faults">What makes no sense.</param>
internal sealed class DialogueBuilder(
    OptionValues values, WellKnownService? service, StartTlsProtocol? startTls, PatternCache? patterns, TlsSettings? tls, List<string> faults)
{
    private readonly PatternSource _patterns = new(patterns, values);

    /// <summary>Whether the service is asked for more than its greeting, which a server sends before it reads the header of the PROXY protocol. Who
    /// says a part of the dialogue says how far it goes.</summary>
    private bool GoesBeyondGreeting => values is { ProxyProtocol.Length: > 0, Send.Length: 0, ExpectPattern.Length: 0, Quit.Length: 0, Steps.Count: 0 }
        && startTls is null && service?.BeyondGreeting is not null;

    /// <param name="target">Whom it is said to, by the name that is used for it; any, where the options name none and only faults are looked for.</param>
    public ImmutableArray<Step> Build(Target target)
    {
        if (values.DialogueModule.Length > 0 && values.DialogueFile.Length == 0)
        {
            faults.Add("--module: give the file that it stands in with --dialogue");
        }

        ServiceDialogue ofService = service is null ? ServiceDialogue.None : DialogueOf(service, target);
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (values.Steps.Count > 0)
        {
            JudgeWhatStepsReplace();
            steps.AddRange(new StepBuilder(values, startTls is null ? tls : null, _patterns, faults).Build());
        }
        else
        {
            AddSend(steps, ofService.Opening);
            AddWait(steps);
            AddExpect(steps, ofService.Answer);
        }

        if (startTls is not null && tls is not null)
        {
            ImmutableArray<Step> upToTls = startTls.Steps(target, tls);
            AddGoodbye(steps, startTls);
            steps.InsertRange(0, steps.Count > 0 ? upToTls.Add(new LabelStep("under TLS")) : upToTls);
        }

        AddQuit(steps, ofService.Goodbye);
        return steps.ToImmutable();
    }

    private ServiceDialogue DialogueOf(WellKnownService known, Target target)
    {
        if (startTls is null)
        {
            return ServiceDialogue.Of(GoesBeyondGreeting ? known.BeyondGreeting!() : known.Steps(target));
        }

        // Under TLS nobody greets again.
        return known.UnderTls is { } steps ? ServiceDialogue.Of(steps(target)) : ServiceDialogue.None;
    }

    private void AddQuit(ImmutableArray<Step>.Builder steps, QuitStep? goodbye)
    {
        if (FirstGiven(values.Quit, GoesBeyondGreeting ? null : service?.Quit) is { } quit)
        {
            steps.Add(new QuitStep(ByteText.Encode(values.Escape ? EscapeSequences.Unescape(quit) : quit + "\r\n")));
        }
        else if (goodbye is not null)
        {
            steps.Add(goodbye);
        }
    }

    /// <summary>Where the options and the service leave open how the server is left: a goodbye of more than one step takes the place of a dialogue,
    /// and steps that are given end as they like.</summary>
    private void AddGoodbye(ImmutableArray<Step>.Builder steps, StartTlsProtocol protocol)
    {
        if (service is null && values is { Quit.Length: 0, Steps.Count: 0 } && protocol.Goodbye?.Invoke() is { } goodbye
            && (steps.Count == 0 || goodbye is [QuitStep]))
        {
            steps.AddRange(goodbye);
        }
    }

    private void JudgeWhatStepsReplace()
    {
        Judge(values.Send.Length > 0, "--send", "send=");
        Judge(values.ExpectPattern.Length > 0, "--expect-pattern", "expect=");
        Judge(values.AlternativePatterns.Count > 0, "--or-expect", "expect=, with | in the pattern");
        Judge(values.RequiredPatterns.Count > 0, "--and-expect", "expect=");
        Judge(values.RejectedPatterns.Count > 0, "--reject", "reject=");
        Judge(values.Delay > 0, "--delay", "wait=");

        void Judge(bool isGiven, string option, string step)
        {
            if (isGiven)
            {
                faults.Add($"{option} beside --step: give it as a step, {step}");
            }
        }
    }

    private void AddSend(ImmutableArray<Step>.Builder steps, ImmutableArray<Step> ofService)
    {
        if (values.Send.Length > 0)
        {
            steps.Add(new SendStep(ByteText.Encode(values.Escape ? EscapeSequences.Unescape(values.Send) : values.Send)));
        }
        else
        {
            steps.AddRange(ofService);
        }
    }

    private void AddWait(ImmutableArray<Step>.Builder steps)
    {
        if (values.Delay > Limits.MaxWait.TotalSeconds)
        {
            faults.Add($"--delay {values.Delay:R}: at most {Limits.MaxWait.TotalSeconds:R} seconds");
        }
        else if (values.Delay > 0)
        {
            steps.Add(new WaitStep(Seconds.ToTime(values.Delay)));
        }
    }

    /// <summary>The answer: <c>--expect-pattern</c> takes the place of the service's, with what that rejects; the others add to it.</summary>
    private void AddExpect(ImmutableArray<Step>.Builder steps, ImmutableArray<Step> ofService)
    {
        ImmutableArray<Step> answer = values.ExpectPattern.Length == 0 ? ofService
            : Compile("--expect-pattern", values.ExpectPattern) is { } expected ? [new ExpectStep(expected)]
            : [];
        ImmutableArray<Pattern> alternatives = Compile("--or-expect", values.AlternativePatterns);
        ImmutableArray<Pattern> requirements = Compile("--and-expect", values.RequiredPatterns);
        ImmutableArray<Pattern> rejected = Compile("--reject", values.RejectedPatterns);
        if (answer.IsEmpty && alternatives.Length + requirements.Length > 0)
        {
            answer = [new ExpectStep(alternatives.IsEmpty ? requirements[0] : alternatives[0])];
            (alternatives, requirements) = alternatives.IsEmpty ? (alternatives, requirements.RemoveAt(0)) : (alternatives.RemoveAt(0), requirements);
        }

        foreach (Pattern pattern in rejected)
        {
            steps.Add(new RejectStep(pattern));
        }

        if (!answer.IsEmpty)
        {
            steps.AddRange(answer.RemoveAt(answer.Length - 1));
            steps.Add(WithMore(answer[^1], alternatives, requirements, rejected));
        }
        else if (values.RejectedPatterns.Count > 0 && values.ExpectPattern.Length == 0)
        {
            faults.Add("--reject: give --expect-pattern, too, so that it is known when enough has been read");
        }
    }

    /// <summary>The last step of an answer, with further patterns where it has room for them.</summary>
    private Step WithMore(Step last, ImmutableArray<Pattern> alternatives, ImmutableArray<Pattern> requirements, ImmutableArray<Pattern> rejected)
    {
        if (last is ExpectStep expect)
        {
            return alternatives.IsEmpty && requirements.IsEmpty ? expect : expect with { Alternatives = alternatives, Requirements = requirements };
        }

        JudgeMore(alternatives, "--or-expect");
        JudgeMore(requirements, "--and-expect");
        if (last is not ExpectLineStep)
        {
            JudgeMore(rejected, "--reject");
        }

        return last;

        void JudgeMore(ImmutableArray<Pattern> more, string option)
        {
            if (!more.IsEmpty)
            {
                string kind = last is ExpectLineStep ? "is read line by line" : "is binary";
                faults.Add($"{option} beside --service {service?.Name}: its answer {kind}; give --expect-pattern, too, or say the dialogue with --step");
            }
        }
    }

    private ImmutableArray<Pattern> Compile(string option, List<string> texts)
    {
        if (texts.Count == 0)
        {
            return [];
        }

        var compiled = ImmutableArray.CreateBuilder<Pattern>();
        foreach (string text in texts)
        {
            if (Compile(option, text) is { } pattern)
            {
                compiled.Add(pattern);
            }
        }

        return compiled.ToImmutable();
    }

    private Pattern? Compile(string option, string text)
    {
        if (!_patterns.TryGet(text, out Pattern? pattern, out string? fault))
        {
            faults.Add($"{option} {values.Quote(text)}: {fault}");
        }

        return pattern;
    }

    private static string? FirstGiven(string given, string? ofService) => given.Length > 0 ? given : ofService;
}
