using System.Security.Cryptography;
using System.Text;

namespace CheckTcp.Monitor.Rules;

/// <summary>The name under which Mackerel is told of a check.</summary>
/// <remarks>The API documents <c>[a-zA-Z0-9_-]+</c> (<c>POST /hosts</c>) and may refuse anything else, the whole host included. A name that does not
/// fit gets a dash for every other character, and a part of its hash, so that two names stay two and none depends on the other
/// checks.</remarks>
internal static class ReportedName
{
    private const int HashBytes = 3;

    /// <summary>The name as the API documents it: the very same where it fits.</summary>
    public static string Of(string check)
    {
        if (check.Length > 0 && check.All(IsDocumented))
        {
            return check;
        }

        string fitting = string.Concat(check.EnumerateRunes().Select(rune => rune.IsAscii && IsDocumented((char)rune.Value) ? (char)rune.Value : '-'));
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(check)).AsSpan(0, HashBytes));
        return $"{fitting}-{hash}".TrimStart('-');
    }

    private static bool IsDocumented(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_';
}
