using System.Text;
using Spectre.Console;

namespace CheckTcp.Monitor.Commands;

/// <summary>Standard output as the commands use it.</summary>
internal static class Terminal
{
    // A pipe has no width; nothing is to be broken or cut for it.
    private const int WidthWithoutTerminal = 10_000;

    /// <summary>Tables and colours, where standard output is a terminal; plain lines, where it is none.</summary>
    public static IAnsiConsole Open()
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = WidthWithoutTerminal;
        }

        return console;
    }
}
