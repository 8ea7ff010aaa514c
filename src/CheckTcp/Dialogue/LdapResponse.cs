namespace CheckTcp.Dialogue;

/// <summary>How an answer of LDAP to the message 1 begins (RFC 4511 section 4.1.9).</summary>
internal static class LdapResponse
{
    /// <summary>The tag of a BindResponse.</summary>
    public const string Bind = "61";

    /// <summary>The tag of an ExtendedResponse.</summary>
    public const string Extended = "78";

    public const string Success = "00";

    // BER lets the sender choose: OpenLDAP takes the shortest form, Active Directory always the one of four bytes.
    private static readonly string[] Lengths = ["??", "81 ??", "82 ?? ??", "84 ?? ?? ?? ??"];

    /// <param name="tag">The kind of answer.</param>
    /// <param name="resultCodes">The codes that will do, in hexadecimal.</param>
    /// <returns>As <see cref="BytePattern"/> has it.</returns>
    public static string Pattern(string tag, params string[] resultCodes) => string.Join(
        " | ",
        from outer in Lengths from inner in Lengths from code in resultCodes select $"30 {outer} 02 01 01 {tag} {inner} 0A 01 {code}");
}
