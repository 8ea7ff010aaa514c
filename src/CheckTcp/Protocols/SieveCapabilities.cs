namespace CheckTcp.Protocols;

/// <summary>How a ManageSieve server tells its capabilities (RFC 5804 sections 1.7 and 4): a name and mostly a value, each in quotes or as a
/// literal, which is its length in braces and, in a line of its own, the text.</summary>
internal static class SieveCapabilities
{
    /// <summary>Pattern of what stands before the text of a literal.</summary>
    public const string Literal = @"\{\d+\+?\}\r?\n";

    /// <summary>Pattern of one capability.</summary>
    public const string Line = @"(?:""|" + Literal + @").*(?:" + Literal + @".*)?\n";
}
