using System.Collections.Immutable;

namespace CheckTcp.CommandLine.Building;

/// <summary>A service's steps in the parts that options replace one by one.</summary>
/// <param name="Opening">What comes before the last answer; <c>--send</c> replaces it.</param>
/// <param name="Answer">The last answer, with what is rejected in it; <c>--expect-pattern</c> replaces it.</param>
/// <param name="Goodbye">What is sent after it; <c>--quit</c> replaces it.</param>
internal readonly record struct ServiceDialogue(ImmutableArray<Step> Opening, ImmutableArray<Step> Answer, QuitStep? Goodbye)
{
    public static ServiceDialogue None => new([], [], null);

    public static ServiceDialogue Of(ImmutableArray<Step> steps)
    {
        int end = steps.Length;
        var goodbye = steps[end - 1] as QuitStep;
        end -= goodbye is null ? 0 : 1;
        int start = end - 1;
        while (start > 0 && steps[start - 1] is RejectStep)
        {
            start--;
        }

        return new(steps[..start], steps[start..end], goodbye);
    }
}
