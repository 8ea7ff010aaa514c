namespace CheckTcp.Tests.Patterns;

/// <summary>
/// A regular expression with its meaning told a second time, without program and threads: where can it end, if it begins
/// here? What is written and what is meant are put together side by side, so the parser is under test as well.
/// </summary>
/// <param name="Text">How it is written.</param>
/// <param name="Ends">All positions that it can end at.</param>
internal sealed record Expression(string Text, Func<Reading, int, IEnumerable<int>> Ends)
{
    public bool IsIn(Reading reading)
    {
        for (int start = 0; start <= reading.Runes.Length; start++)
        {
            if (Ends(reading, start).Any())
            {
                return true;
            }
        }

        return false;
    }

    public override string ToString() => Text;

    public static Expression Empty { get; } = new("", (_, at) => [at]);

    /// <summary>One character.</summary>
    public static Expression One(string text, Func<Reading, int, bool> accepts) =>
        new(text, (reading, at) => at < reading.Runes.Length && accepts(reading, reading.Runes[at]) ? [at + 1] : []);

    /// <summary>A condition on a position.</summary>
    public static Expression Where(string text, Func<Reading, int, bool> holds) =>
        new(text, (reading, at) => holds(reading, at) ? [at] : []);

    public static Expression Sequence(IEnumerable<Expression> items) => items.Aggregate(Empty, Then);

    public static Expression AnyOf(IReadOnlyCollection<Expression> branches) => new(
        $"(?:{string.Join('|', branches.Select(branch => branch.Text))})",
        (reading, at) => branches.SelectMany(branch => branch.Ends(reading, at)).Distinct());

    /// <summary>A group, written with its own opening, that may change how the input is read.</summary>
    public Expression In(string opening, Func<Reading, Reading>? change = null) =>
        new($"{opening}{Text})", (reading, at) => Ends(change is null ? reading : change(reading), at));

    public Expression Repeated(string text, int min, int? max) =>
        new($"(?:{Text}){text}", (reading, at) => Repeat(reading, at, min, max));

    private static Expression Then(Expression first, Expression second) => new(
        first.Text + second.Text,
        (reading, at) => first.Ends(reading, at).SelectMany(middle => second.Ends(reading, middle)).Distinct());

    private HashSet<int> Repeat(Reading reading, int at, int min, int? max)
    {
        HashSet<int> here = [at];
        for (int i = 0; i < min; i++)
        {
            here = Once(reading, here);
        }

        HashSet<int> all = [.. here];
        for (int i = min; i != max && here.Count > 0; i++)
        {
            here = Once(reading, here);
            here.ExceptWith(all);
            all.UnionWith(here);
        }

        return all;
    }

    private HashSet<int> Once(Reading reading, HashSet<int> starts) => [.. starts.SelectMany(start => Ends(reading, start))];
}
