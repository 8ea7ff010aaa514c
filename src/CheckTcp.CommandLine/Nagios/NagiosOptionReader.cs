using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine.Nagios;

/// <summary>Reads a command line as the plugin in C does: getopt_long(3) that stops at the first word which is no option, a host as the
/// first word, or else after the options.</summary>
internal sealed class NagiosOptionReader(IReadOnlyList<string> arguments, NagiosValues values)
{
    private int _next;

    /// <summary>Whether what is wrong was found by getopt_long(3), which has it on standard error.</summary>
    public bool IsGetopts { get; private set; }

    /// <summary>The words that were not read: a first one that is no option ends the options, and so everything after it.</summary>
    public IReadOnlyList<string> Ignored => _next == arguments.Count ? [] : [.. arguments.Skip(_next).Select(NagiosValues.Hide)];

    /// <summary>What was asked for instead of a check, if anything.</summary>
    public Information Asked { get; private set; }

    /// <returns>What is wrong, or <c>null</c>.</returns>
    public string? Read()
    {
        if (arguments.Count == 0)
        {
            return "No arguments found";
        }

        if (!arguments[0].StartsWith('-'))
        {
            values.Host = arguments[_next++];
        }

        while (_next < arguments.Count && Asked == Information.None)
        {
            string argument = Modern(arguments[_next]);
            if (argument is not ['-', _, ..])
            {
                break;
            }

            _next++;
            if (argument == "--")
            {
                break;
            }

            if ((argument[1] == '-' ? ReadLong(argument.AsSpan(2)) : ReadBundle(argument.AsSpan(1))) is { } fault)
            {
                return fault;
            }
        }

        if (values.Host is null && _next < arguments.Count)
        {
            values.Host = arguments[_next++];
        }

        return null;
    }

    /// <summary>Spellings of before there were long options.</summary>
    private static string Modern(string argument) => argument is "-to" or "-wt" or "-ct" ? argument[..2] : argument;

    private string? ReadLong(ReadOnlySpan<char> text)
    {
        int equals = text.IndexOf('=');
        string name = (equals < 0 ? text : text[..equals]).ToString();
        if (name == "extra-opts")
        {
            return "--extra-opts is not understood here; write the options out";
        }

        NagiosOption[] meant = Meant(name);
        if (meant.Length != 1)
        {
            return OfGetopt(meant.Length == 0
                ? $"unrecognized option '--{NagiosValues.Quote(name)}'"
                : $"option '--{name}' is ambiguous; possibilities: {string.Join(' ', meant.Select(option => $"'--{option.Long}'"))}");
        }

        string? given = equals < 0 ? null : text[(equals + 1)..].ToString();
        return meant[0].IsFlag && given is not null
            ? OfGetopt($"option '--{meant[0].Long}' doesn't allow an argument")
            : Take(meant[0], given, $"option '--{meant[0].Long}' requires an argument");
    }

    /// <summary>The option of this name, or those whose names begin with it.</summary>
    private static NagiosOption[] Meant(string name) =>
        NagiosOptions.All.FirstOrDefault(option => option.Long == name) is { } exact
            ? [exact]
            : [.. NagiosOptions.All.Where(option => option.Long.StartsWith(name, StringComparison.Ordinal))];

    private string? ReadBundle(ReadOnlySpan<char> letters)
    {
        while (!letters.IsEmpty && Asked == Information.None)
        {
            char letter = letters[0];
            letters = letters[1..];
            if (NagiosOptions.All.FirstOrDefault(option => option.Letter == letter) is not { } option)
            {
                return OfGetopt($"invalid option -- '{letter}'");
            }

            string? given = null;
            if (!option.IsFlag && !letters.IsEmpty)
            {
                given = letters.ToString();
                letters = [];
            }

            if (Take(option, given, $"option requires an argument -- '{letter}'") is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private string? Take(NagiosOption option, string? given, string missing)
    {
        Asked = option.Asks;
        if (option.IsFlag)
        {
            return option.Take(values, "");
        }

        if (given is null && _next == arguments.Count)
        {
            return OfGetopt(missing);
        }

        return option.Take(values, given ?? Modern(arguments[_next++]));
    }

    private string OfGetopt(string fault)
    {
        IsGetopts = true;
        return fault;
    }
}
