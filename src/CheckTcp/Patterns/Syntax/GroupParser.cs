using System.Diagnostics.CodeAnalysis;

namespace CheckTcp.Patterns.Syntax;

/// <summary>Reads the beginning of a group that <c>(?</c> opens: a name or modes.</summary>
internal static class GroupParser
{
    /// <summary>Reads <c>(?P&lt;name&gt;</c> or <c>(?&lt;name&gt;</c>; reads nothing if neither stands here.</summary>
    public static bool TryReadName(Cursor cursor, [NotNullWhen(true)] out string? name)
    {
        name = null;
        int start = cursor.Position;
        if (!cursor.TryTake("(?P<") && !cursor.TryTake("(?<"))
        {
            return false;
        }

        if (cursor.IsAtEnd)
        {
            // Without a single character after it, it is no name that lacks its end but an unknown kind of group.
            cursor.Position = start;
            return false;
        }

        name = cursor.ReadUntil('>', start, PatternErrorKind.InvalidNamedCapture);
        return IsName(name) ? true : throw cursor.Fault(PatternErrorKind.InvalidNamedCapture, start);
    }

    /// <summary>Reads modes such as <c>i-s</c> and the colon or the parenthesis after them.</summary>
    /// <param name="cursor">Just behind <c>(?</c>.</param>
    /// <param name="start">Where that begins.</param>
    /// <param name="modes">The modes that hold, and that will.</param>
    /// <returns>Whether a group is open now: it was a colon.</returns>
    public static bool ReadModes(Cursor cursor, int start, ref Modes modes)
    {
        (Modes on, Modes off) = (Modes.None, Modes.None);
        bool switchesOff = false;
        while (true)
        {
            int rune = cursor.Read();
            Modes mode = ModeOf(rune);
            if (rune is ':' or ')' && (!switchesOff || off != Modes.None))
            {
                modes = (modes | on) & ~off;
                return rune == ':';
            }
            else if (mode != Modes.None)
            {
                (on, off) = switchesOff ? (on, off | mode) : (on | mode, off);
            }
            else if (rune == '-' && !switchesOff)
            {
                switchesOff = true;
            }
            else
            {
                throw cursor.Fault(PatternErrorKind.InvalidPerlSyntax, start);
            }
        }
    }

    private static Modes ModeOf(int rune) => rune switch
    {
        'i' => Modes.FoldCase,
        'm' => Modes.MultiLine,
        's' => Modes.DotMatchesNewline,
        'U' => Modes.Ungreedy,
        _ => Modes.None,
    };

    private static bool IsName(string name)
    {
        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return name.Length > 0;
    }
}
