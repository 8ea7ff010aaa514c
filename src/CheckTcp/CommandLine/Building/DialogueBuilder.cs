using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CheckTcp.Checks;
using CheckTcp.CommandLine.Options;
using CheckTcp.Dialogue;
using CheckTcp.Patterns;

namespace CheckTcp.CommandLine.Building;

/// <summary>Makes the steps of what the options said.</summary>
internal sealed class DialogueBuilder(OptionValues values, WellKnownService? service, PatternCache? patterns, List<string> faults)
{
    public ImmutableArray<Step> Build()
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        if (FirstGiven(values.Send, service?.Send) is { } send)
        {
            steps.Add(new SendStep(ByteText.Encode(values.Escape ? EscapeSequences.Unescape(send) : send)));
        }

        if (values.Delay > Limits.MaxWait.TotalSeconds)
        {
            faults.Add($"--delay {values.Delay:R}: at most {Limits.MaxWait.TotalSeconds:R} seconds");
        }
        else if (values.Delay > 0)
        {
            steps.Add(new WaitStep(Seconds.ToTime(values.Delay)));
        }

        if (FirstGiven(values.ExpectPattern, service?.ExpectPattern) is { } text)
        {
            if (TryCompile(text, out Pattern? pattern, out PatternError? error))
            {
                steps.Add(new ExpectStep(pattern));
            }
            else
            {
                faults.Add($"--expect-pattern {Excerpt.Of(text)}: {error.Message}");
            }
        }

        if (FirstGiven(values.Quit, service?.Quit) is { } quit)
        {
            steps.Add(new QuitStep(ByteText.Encode(values.Escape ? EscapeSequences.Unescape(quit) : quit + "\r\n")));
        }

        return steps.ToImmutable();
    }

    private bool TryCompile(string text, [NotNullWhen(true)] out Pattern? pattern, [NotNullWhen(false)] out PatternError? error) =>
        patterns is null ? Pattern.TryParse(text, out pattern, out error) : patterns.TryParse(text, out pattern, out error);

    private static string? FirstGiven(string given, string? ofService) => given.Length > 0 ? given : ofService;
}
