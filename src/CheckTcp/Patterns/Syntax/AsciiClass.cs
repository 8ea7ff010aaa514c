namespace CheckTcp.Patterns.Syntax;

/// <summary>The POSIX classes, which RE2 keeps to ASCII.</summary>
internal static class AsciiClass
{
    /// <summary>The class of a name.</summary>
    /// <returns>The first and the last character of every range; empty if there is no such class.</returns>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<char> name) => name switch
    {
        "alnum" => "09AZaz"u8,
        "alpha" => "AZaz"u8,
        "ascii" => "\0\x7F"u8,
        "blank" => "\t\t  "u8,
        "cntrl" => "\0\x1F\x7F\x7F"u8,
        "digit" => "09"u8,
        "graph" => "!~"u8,
        "lower" => "az"u8,
        "print" => " ~"u8,
        "punct" => "!/:@[`{~"u8,
        "space" => "\t\r  "u8,
        "upper" => "AZ"u8,
        "word" => "09AZ__az"u8,
        "xdigit" => "09AFaf"u8,
        _ => default,
    };

    /// <summary>White space as <c>\s</c> has it: without the vertical tab, other than <c>[:space:]</c>.</summary>
    public static ReadOnlySpan<byte> PerlSpace => "\t\n\f\r  "u8;
}
