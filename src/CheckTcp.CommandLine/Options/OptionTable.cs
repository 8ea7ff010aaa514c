namespace CheckTcp.CommandLine.Options;

/// <summary>Every option, in the order in which help shows them. It stands once: parsing, help and man page are made from it.</summary>
internal static class OptionTable
{
    private const int GroupCount = 6;

    /// <summary>What the options are about, one group after the other.</summary>
    public static IReadOnlyList<OptionGroup> Groups =>
        [TargetOptions.Group, RouteOptions.Group, DialogueOptions.Group, TlsOptions.Group, VerdictOptions.Group, OutputOptions.Group];

    /// <summary>The options of all groups.</summary>
    public static IReadOnlyList<Option> All => [.. Groups.SelectMany(group => group.Options)];

    public static Option? Find(ReadOnlySpan<char> longName)
    {
        for (int i = 0; i < GroupCount; i++)
        {
            foreach (Option option in OftenUsedFirst(i).Options)
            {
                if (longName.SequenceEqual(option.Long))
                {
                    return option;
                }
            }
        }

        return null;
    }

    public static Option? Find(char letter)
    {
        for (int i = 0; i < GroupCount; i++)
        {
            foreach (Option option in OftenUsedFirst(i).Options)
            {
                if (option.Short == letter)
                {
                    return option;
                }
            }
        }

        return null;
    }

    /// <summary>A group is made when it is first looked into, which most calls do with half of them: a tenth of a millisecond is much to a
    /// plugin that lives for four.</summary>
    private static OptionGroup OftenUsedFirst(int index) => index switch
    {
        0 => TargetOptions.Group,
        1 => DialogueOptions.Group,
        2 => VerdictOptions.Group,
        3 => OutputOptions.Group,
        4 => TlsOptions.Group,
        _ => RouteOptions.Group,
    };
}
