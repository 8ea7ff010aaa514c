using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine;

/// <summary>Reads a command line in every spelling that the original takes: <c>--port=21</c>, <c>--port 21</c>, <c>-p 21</c>,
/// <c>-p21</c>, <c>-p=21</c>, bundles such as <c>-SEp21</c>. The first error ends it, and so does a question for help.</summary>
internal sealed class ArgumentParser(IReadOnlyList<string> arguments)
{
    private int _next;
    private List<string>? _ignored;

    public OptionValues Values { get; } = new();

    /// <summary>What was asked for instead of a check, if anything.</summary>
    public Information Asked { get; private set; }

    /// <summary>The words that are no options, nor values of any: they are ignored, as in the original, which a forgotten <c>-H</c> should
    /// not be unseen.</summary>
    public IReadOnlyList<string> Ignored => _ignored ?? (IReadOnlyList<string>)[];

    /// <returns>What is wrong, or <c>null</c>.</returns>
    public string? Parse()
    {
        while (_next < arguments.Count && Asked == Information.None)
        {
            string argument = arguments[_next++];
            if (argument == "--")
            {
                while (_next < arguments.Count)
                {
                    Ignore(arguments[_next++]);
                }

                return null;
            }

            string? fault = argument switch
            {
                ['-', '-', ..] => ParseLong(argument.AsSpan(2)),
                ['-', _, ..] => ParseBundle(argument.AsSpan(1)),
                _ => Ignore(argument),
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
            return Unknown("--", name, name);
        }

        string? given = equals < 0 ? null : text[(equals + 1)..].ToString();
        return option.IsFlag && given is not null ? $"--{name} is a flag and takes no value" : Take(option, $"--{name}", given);
    }

    /// <summary>Help is given only when the whole bundle can be read: <c>-hostnam</c> does not ask for it.</summary>
    private string? ParseBundle(ReadOnlySpan<char> letters)
    {
        ReadOnlySpan<char> word = WordOf(letters);
        if (MayBeLong(word) && OptionTable.Find(word) is not null)
        {
            return Unknown("-", word, word);
        }

        while (!letters.IsEmpty)
        {
            char letter = letters[0];
            letters = letters[1..];
            Option? option = OptionTable.Find(letter);
            if (option is null)
            {
                return Unknown("-", [letter], word);
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

    private static ReadOnlySpan<char> WordOf(ReadOnlySpan<char> argument)
    {
        int equals = argument.IndexOf('=');
        return equals < 0 ? argument : argument[..equals];
    }

    /// <summary>Whether a word after one dash can be the name of a long option. <c>-ssl</c> would send "sl" without TLS. The usual bundles and
    /// values are none, and are not looked for in the whole table.</summary>
    private static bool MayBeLong(ReadOnlySpan<char> word)
    {
        foreach (char letter in word)
        {
            if (letter is not ((>= 'a' and <= 'z') or '-' or '4' or '6'))
            {
                return false;
            }
        }

        return word.Length > 2;
    }

    private string Unknown(string dashes, ReadOnlySpan<char> name, ReadOnlySpan<char> word)
    {
        string closest = ClosestOption.To(word) is { } known ? $" (the closest one is {known})" : "";
        return $"unknown option {dashes}{Values.Quote(name.ToString())}{closest}";
    }

    private string? Ignore(string word)
    {
        (_ignored ??= []).Add(word);
        return null;
    }

    private string? Take(Option option, string spelling, string? given)
    {
        Asked = Asked == Information.None ? option.Asks : Asked;
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
                string shown = Values.Quote(given);
                return $"{spelling} needs a value, but {shown} looks like an option; write {spelling}={shown} if it is meant";
            }
        }

        string value = GoStringLiteral.TryUnquote(given, out string? unquoted) ? unquoted : given;
        if (value.Length == 0 && option.RefusesEmpty)
        {
            Values.LeftEmpty.Add(option.Long);
            return null;
        }

        return option.Take(Values, value) is { } fault ? $"{spelling} {Values.Quote(value)}: {fault}" : null;
    }

    /// <summary>A value that stands apart may be a dash alone or a negative number, but nothing else that begins with a dash.</summary>
    private static bool LooksLikeOption(string value) =>
        value is ['-', not (>= '0' and <= '9' or '.'), ..] || (value is ['-', _, ..] && !NumberText.TryParseNumber(value, out _));
}
