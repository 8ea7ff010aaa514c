using System.Globalization;
using Spectre.Console;

namespace CheckTcp.Monitor.Commands;

/// <summary>How all commands show people the same thing, as Spectre's markup.</summary>
internal static class Shown
{
    /// <summary>A status, coloured.</summary>
    public static string Status(string? status) => status switch
    {
        null => "[grey]-[/]",
        "OK" => "[green]OK[/]",
        "WARNING" => "[yellow]WARNING[/]",
        "CRITICAL" => "[red]CRITICAL[/]",
        _ => "[magenta]UNKNOWN[/]",
    };

    /// <summary>Text on one line, with nothing in it that moves a terminal.</summary>
    public static string Line(string text) => Markup.Escape(Display.Escape(text.TrimEnd('\r', '\n')));

    /// <summary>A moment by the local clock, to the second; nothing for none.</summary>
    public static string Moment(DateTimeOffset? at) => at?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";
}
