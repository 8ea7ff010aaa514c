using System.Globalization;
using CheckTcp.Monitor.Facade;
using Spectre.Console;

namespace CheckTcp.Monitor.Commands;

/// <summary>One run on request for people.</summary>
internal static class RunOutput
{
    /// <summary>Writes it.</summary>
    public static void Write(IAnsiConsole console, RunView run)
    {
        foreach (string line in run.Output.TrimEnd('\n').Split('\n'))
        {
            console.WriteLine(Display.Escape(line.TrimEnd('\r')));
        }

        string time = string.Create(CultureInfo.InvariantCulture, $"{run.Duration:F3}");
        console.MarkupLine($"{Shown.Status(run.Status)} after {time} s; shown only: neither alerts nor history count this run");
        foreach (string line in run.Phases.Concat(run.Transcript))
        {
            console.WriteLine("  " + line);
        }
    }
}
