using System.Text;

namespace CheckTcp.CommandLine.Nagios;

/// <summary>What is printed instead of a check, in the form of Nagios' plugins.</summary>
internal static class NagiosHelp
{
    public static string Version(string program) => $"{Display.Escape(program)} v{ProgramVersion.Text} (check-tcp {ProgramVersion.Text})\n";

    public static string Usage(string program) => $"""
        Usage:
        {Display.Escape(program)} -H host -p port [-w <warning time>] [-c <critical time>] [-s <send string>]
        [-e <expect string>] [-q <quit string>][-m <maximum bytes>] [-d <delay>]
        [-t <timeout seconds>] [-r <refuse state>] [-M <mismatch state>] [-v] [-4|-6] [-j]
        [-D <warn days cert expire>[,<crit days cert expire>]] [-S <use SSL>] [-E]

        """;

    public static string Of(string program, string word)
    {
        var help = new StringBuilder($"""
            {Version(program)}
            Checks {Display.Escape(word)} connections with the host or Unix socket, as the plugin of this name of the Monitoring Plugins
            does. Called check-tcp, the program takes options of its own: check-tcp --help.

            {Usage(program)}
            Options:

            """);
        foreach (NagiosOption option in NagiosOptions.All)
        {
            if (option.Help is { } text)
            {
                string letter = option.Letter is { } c ? $"-{c}, " : "";
                help.Append($" {letter}--{option.Long}{(option.IsFlag ? "" : "=")}{option.ValueName}\n    {text}\n");
            }
        }

        return help.ToString();
    }
}
