namespace CheckTcp.CommandLine.Options;

/// <summary>Every option, in the order in which help shows them. It stands once: parsing, help and man page are made from it.</summary>
internal static class OptionTable
{
    /// <summary>What the options are about, one group after the other.</summary>
    public static IReadOnlyList<OptionGroup> Groups { get; } =
        [TargetOptions.Group, RouteOptions.Group, DialogueOptions.Group, TlsOptions.Group, VerdictOptions.Group, OutputOptions.Group];

    /// <summary>The options of all groups.</summary>
    public static IReadOnlyList<Option> All { get; } = [.. Groups.SelectMany(group => group.Options)];

    public static Option? Find(ReadOnlySpan<char> longName)
    {
        foreach (Option option in All)
        {
            if (longName.SequenceEqual(option.Long))
            {
                return option;
            }
        }

        return null;
    }

    public static Option? Find(char letter)
    {
        foreach (Option option in All)
        {
            if (option.Short == letter)
            {
                return option;
            }
        }

        return null;
    }
}
