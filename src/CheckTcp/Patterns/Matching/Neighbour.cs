namespace CheckTcp.Patterns.Matching;

/// <summary>What an assertion sees beside the position it stands at.</summary>
internal enum Neighbour : byte
{
    /// <summary>Not yet known: the input goes on, or ends, after what has arrived.</summary>
    Unknown,

    /// <summary>The start or the end of the input.</summary>
    Edge,

    /// <summary>A line feed.</summary>
    Newline,

    /// <summary>An ASCII letter, an ASCII digit or an underscore.</summary>
    Word,

    /// <summary>Any other character.</summary>
    Other,
}

/// <summary>Sorts characters into neighbours.</summary>
internal static class Neighbours
{
    /// <summary>What a character is to the assertions beside it.</summary>
    public static Neighbour Of(int rune) =>
        rune == '\n' ? Neighbour.Newline
        : rune < RuneAssembler.FirstNonAscii && (char.IsAsciiLetterOrDigit((char)rune) || rune == '_') ? Neighbour.Word
        : Neighbour.Other;
}
