namespace CheckTcp.Protocols;

/// <summary>Replies of SMTP and LMTP: any number of lines with one code, of which the last has no hyphen after it (RFC 5321 section 4.2.1).</summary>
internal static class SmtpReply
{
    /// <summary>Pattern of a whole reply, its last line end included.</summary>
    public static string Whole(string code) => $@"(?:{code}-.*\n)*{code}(?:[ \r].*)?\n";

    /// <summary>The same, but a last line that nothing follows needs no end.</summary>
    public static string Last(string code) => $@"(?:{code}-.*\n)*{code}(?:\n|[ \r].*(?:\n|\z))";
}
