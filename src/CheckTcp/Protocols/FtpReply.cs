namespace CheckTcp.Protocols;

/// <summary>Replies of FTP: one line, or from one with a hyphen after the code to one with the same code and none; lines between them may begin
/// as they like (RFC 959 section 4.2).</summary>
internal static class FtpReply
{
    /// <summary>Pattern of the reply of a server that is not ready yet, and soon will be (section 5.4).</summary>
    public static readonly string Delay = $"(?:{Whole("120")})?";

    /// <summary>Pattern of a whole reply, its last line end included.</summary>
    public static string Whole(string code) => $@"{UpToLast(code)}(?:[ \r].*)?\n";

    /// <summary>The same, but a last line that nothing follows needs no end.</summary>
    public static string Last(string code) => $@"{UpToLast(code)}(?:\n|[ \r].*(?:\n|\z))";

    private static string UpToLast(string code) => $@"{code}(?:-.*\n(?:.*\n)*{code})?";
}
