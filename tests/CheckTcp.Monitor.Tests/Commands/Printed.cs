using Spectre.Console;

namespace CheckTcp.Monitor.Tests.Commands;

/// <summary>What a command prints into a pipe.</summary>
internal static class Printed
{
    public static string By(Action<IAnsiConsole> write)
    {
        using StringWriter text = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = 10_000;
        write(console);
        return text.ToString();
    }
}
