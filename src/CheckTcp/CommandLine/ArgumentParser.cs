using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine;

/// <summary>Reads a command line in every spelling that the original takes: <c>--port=21</c>, <c>--port 21</c>, <c>-p 21</c>,
/// <c>-p21</c>, <c>-p=21</c>, bundles such as <c>-SEp21</c>. The first fault ends it, and so does a question for help.</summary>
internal sealed class ArgumentParser(IReadOnlyList<string> arguments)
{
    private int _next;

    public OptionValues Values { get; } = new();

    /// <summary>What was asked for instead of a check, if anything.</summary>
    public Information Asked { get; private set; }

    /// <returns>What is wrong, or <c>null</c>.</returns>
    public string? Parse()
    {
        while (_next < arguments.Count && Asked == Information.None)
        {
            string argument = arguments[_next++];
            if (argument == "--")
            {
                return null;
            }

            string? fault = argument switch
            {
                ['-', '-', ..] => ParseLong(argument.AsSpan(2)),
                ['-', _, ..] => ParseBundle(argument.AsSpan(1)),
                _ => null, // a word that is no option is ignored, as in the original
            };
            if (fault is not null)
            {
                return fault;
            }
        }

        return null;
    }

    private string? ParseLong(ReadOnlySpan<char> text)
    {
        int equals = text.IndexOf('=');
        ReadOnlySpan<char> name = equals < 0 ? text : text[..equals];
        Option? option = OptionTable.Find(name);
        if (option is null)
        {
            return $"unknown option --{Excerpt.Of(name.ToString())}";
        }

        string? given = equals < 0 ? null : text[(equals + 1)..].ToString();
        return option.IsFlag && given is not null ? $"--{name} is a flag and takes no value" : Take(option, $"--{name}", given);
    }

    private string? ParseBundle(ReadOnlySpan<char> letters)
    {
        while (!letters.IsEmpty && Asked == Information.None)
        {
            char letter = letters[0];
            letters = letters[1..];
            Option? option = OptionTable.Find(letter);
            if (option is null)
            {
                return $"unknown option -{letter}";
            }

            if (option.IsFlag && letters.StartsWith('='))
            {
                return $"-{letter} is a flag and takes no value";
            }

            string? given = null;
            if (!option.IsFlag && !letters.IsEmpty)
            {
                given = (letters[0] == '=' ? letters[1..] : letters).ToString();
                letters = [];
            }

            if (Take(option, $"-{letter}", given) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private string? Take(Option option, string spelling, string? given)
    {
        Asked = option.Asks;
        if (option.IsFlag)
        {
            return option.Take(Values, null);
        }

        if (given is null)
        {
            if (_next == arguments.Count)
            {
                return $"{spelling} needs a value ({option.ValueName})";
            }

            given = arguments[_next++];
            if (LooksLikeOption(given))
            {
                return $"{spelling} needs a value, but {Excerpt.Of(given)} looks like an option; write {spelling}={Excerpt.Of(given)} if it is meant";
            }
        }

        string value = GoStringLiteral.TryUnquote(given, out string? unquoted) ? unquoted : given;
        if (value.Length == 0 && option.RefusesEmpty)
        {
            Values.LeftEmpty.Add(option.Long);
            return null;
        }

        return option.Take(Values, value) is { } fault ? $"{spelling} {Excerpt.Of(value)}: {fault}" : null;
    }

    /// <summary>A value that stands apart may be a dash alone or a negative number, but nothing else that begins with a dash.</summary>
    private static bool LooksLikeOption(string value) =>
        value is ['-', not (>= '0' and <= '9' or '.'), ..] || (value is ['-', _, ..] && !NumberText.TryParseNumber(value, out _));
}
