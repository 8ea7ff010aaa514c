namespace CheckTcp.CommandLine.Options;

/// <summary>One option of the command line, as parsing, help and man page know it.</summary>
/// <param name="Long">The name after two dashes.</param>
/// <param name="Short">The letter after one dash, or <c>null</c>.</param>
/// <param name="ValueName">What help calls the value, or <c>null</c> for a flag.</param>
/// <param name="Help">One sentence for help and man page.</param>
internal sealed record Option(string Long, char? Short, string? ValueName, string Help)
{
    /// <summary>Takes the value, <c>null</c> for a flag.</summary>
    /// <returns>What is wrong with it, or <c>null</c>.</returns>
    public required Func<OptionValues, string?, string?> Take { get; init; }

    /// <summary>Whether an empty value makes no sense. The original takes one for none in its options, so that an unset variable changes
    /// nothing; where more is asked for than the original can do, that more would be left out unseen.</summary>
    public bool RefusesEmpty { get; init; }

    /// <summary>Asks for a text instead of a check; nothing after it is read.</summary>
    public Information Asks { get; init; }

    public bool IsFlag => ValueName is null;

    public static Option Flag(string name, char? letter, string help, Action<OptionValues> set) =>
        new(name, letter, null, help)
        {
            Take = (values, _) =>
            {
                set(values);
                return null;
            },
        };

    public static Option Text(string name, char? letter, string valueName, string help, Action<OptionValues, string> set) =>
        new(name, letter, valueName, help)
        {
            RefusesEmpty = true,
            Take = (values, value) =>
            {
                set(values, value!);
                return null;
            },
        };

    /// <summary>One of the original's, which may be empty.</summary>
    public static Option OriginalText(string name, char? letter, string valueName, string help, Action<OptionValues, string> set) =>
        Text(name, letter, valueName, help, set) with { RefusesEmpty = false };

    public static Option Integer(string name, char? letter, string valueName, string help, Action<OptionValues, long> set) =>
        new(name, letter, valueName, help)
        {
            Take = (values, value) =>
            {
                if (!NumberText.TryParseInteger(value!, out long number))
                {
                    return "not a whole decimal number";
                }

                set(values, number);
                return null;
            },
        };

    public static Option Time(string name, char? letter, string help, Action<OptionValues, double> set) =>
        new(name, letter, "SECONDS", help)
        {
            Take = (values, value) =>
            {
                if (!NumberText.TryParseNumber(value!, out double number))
                {
                    return Seconds.Fault;
                }

                set(values, number);
                return null;
            },
        };

    public static Option Thresholds(string name, char? letter, string help, Action<OptionValues, ThresholdList> set) =>
        new(name, letter, "SECONDS", help)
        {
            Take = (values, value) =>
            {
                if (!ThresholdList.TryParse(value!, values.Quote, out ThresholdList list, out string? fault))
                {
                    return fault;
                }

                set(values, list);
                return null;
            },
        };
}

/// <summary>A text that an option asks for.</summary>
internal enum Information
{
    None,
    Help,
    Version,
    Services,
}
