using System.Collections.Immutable;
using CheckTcp.CommandLine;
using CheckTcp.Monitor.Domain;
using CheckTcp.Patterns;

namespace CheckTcp.Monitor.Configuration.Programs;

/// <summary>Holds one of each value while a configuration is read, so that a hundred thousand checks keep what they have in common
/// once.</summary>
internal sealed class LoadPool
{
    private readonly PatternCache _patterns = new();
    private readonly Dictionary<object, object> _values = [];
    private readonly Dictionary<ImmutableArray<Step>, ImmutableArray<Step>> _steps = new(StepsComparer.Instance);

    /// <summary>The first value that was equal to this one.</summary>
    public T Share<T>(T value)
        where T : notnull
    {
        if (_values.TryGetValue(value, out object? known))
        {
            return (T)known;
        }

        _values.Add(value, value);
        return value;
    }

    /// <summary>Reads a command line of <c>check-tcp</c>; everything in it but the target is shared with those that have it, too.</summary>
    /// <param name="arguments">The words after the program's name.</param>
    /// <param name="readDialogue">Reads the file of <c>--dialogue</c>.</param>
    public CheckCommand Parse(IReadOnlyList<string> arguments, DialogueReader readDialogue)
    {
        CheckCommand command = CheckCommand.Parse(arguments, _patterns, readDialogue);
        return command is not RunCommand { Check: var check } run ? Share(command) : run with
        {
            Check = check with
            {
                Name = Share(check.Name),
                Route = Share(check.Route),
                AllAddresses = check.AllAddresses is { } quorum ? Share(quorum) : null,
                Retries = check.Retries is { } retries ? Share(retries) : null,
                Tls = check.Tls is null ? null : Share(check.Tls),
                Steps = Share(check.Steps),
                Thresholds = Share(check.Thresholds),
                Limits = Share(check.Limits),
                StatusMap = Share(check.StatusMap),
            },
        };
    }

    private ImmutableArray<Step> Share(ImmutableArray<Step> steps)
    {
        if (_steps.TryGetValue(steps, out ImmutableArray<Step> known))
        {
            return known;
        }

        _steps.Add(steps, steps);
        return steps;
    }
}
