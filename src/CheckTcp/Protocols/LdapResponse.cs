namespace CheckTcp.Protocols;

/// <summary>How an answer of LDAP to the message 1 begins (RFC 4511 section 4.1.9).</summary>
internal static class LdapResponse
{
    /// <summary>The tag of a BindResponse.</summary>
    public const string Bind = "61";

    /// <summary>The tag of an ExtendedResponse.</summary>
    public const string Extended = "78";

    public const string Success = "00";

    /// <param name="tag">The kind of answer.</param>
    /// <param name="resultCodes">The codes that will do, in hexadecimal.</param>
    /// <returns>As <see cref="BytePattern"/> has it; of the forms that BER has for a length OpenLDAP takes the shortest, Active Directory always
    /// that of four bytes.</returns>
    public static string Pattern(string tag, params string[] resultCodes) =>
        string.Join(" | ", resultCodes.Select(code => $"30 LL 02 01 01 {tag} LL 0A 01 {code}"));
}
