using System.Text;
using CheckTcp.CommandLine.Options;

namespace CheckTcp.CommandLine;

/// <summary>What <c>--help</c> and <c>--version</c> print.</summary>
internal static class HelpText
{
    private const int HelpColumn = 32;
    private const int Width = 100;

    public static string Version => $"check-tcp {ProgramVersion.Text}\n";

    public static string Of(IReadOnlyList<OptionGroup> groups)
    {
        var help = new StringBuilder("""
            Usage: check-tcp [OPTIONS]

            Connects to a TCP server or Unix socket, may send a string, may expect a pattern in the answer,
            and prints one line. Exits with 0 OK, 1 WARNING, 2 CRITICAL or 3 UNKNOWN; a command line that
            cannot be read exits with 1.

            """);
        foreach (OptionGroup group in groups)
        {
            help.Append($"\n{group.Title}:\n");
            foreach (Option option in group.Options)
            {
                Append(help, option);
            }
        }

        return help.Append("""

            Examples:
              check-tcp --service ftp -H localhost
              check-tcp -H localhost -p 5000 -E -s 'GET / HTTP/1.0\r\n\r\n' -e 'OK Farm' -w 3 -c 10

            """).ToString();
    }

    private static void Append(StringBuilder help, Option option)
    {
        string letter = option.Short is { } c ? $"-{c}, " : "    ";
        string value = option.ValueName is { } name ? $"={name}" : "";
        help.Append($"  {letter}--{option.Long}{value}".PadRight(HelpColumn));
        AppendWrapped(help, option.Help);
    }

    private static void AppendWrapped(StringBuilder help, string text)
    {
        int column = HelpColumn;
        foreach (string word in text.Split(' '))
        {
            if (column > HelpColumn && column + 1 + word.Length > Width)
            {
                help.Append('\n').Append(' ', HelpColumn);
                column = HelpColumn;
            }

            if (column > HelpColumn)
            {
                help.Append(' ');
                column++;
            }

            help.Append(word);
            column += word.Length;
        }

        help.Append('\n');
    }
}
