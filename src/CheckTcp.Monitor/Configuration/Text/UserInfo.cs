using System.Buffers;
using System.Text;

namespace CheckTcp.Monitor.Configuration.Text;

/// <summary>The user and password that an address may have before its host: they are not for showing.</summary>
internal static class UserInfo
{
    private const string Mark = "://";

    private static readonly SearchValues<char> Ends = SearchValues.Create(" \t\r\n");

    /// <summary>The text, with <c>***</c> for what stands before an <c>@</c> in each address that it holds.</summary>
    public static string Hide(string text)
    {
        var shown = new StringBuilder();
        ReadOnlySpan<char> rest = text;
        for (int mark = rest.IndexOf(Mark); mark >= 0; mark = rest.IndexOf(Mark))
        {
            shown.Append(rest[..(mark + Mark.Length)]);
            rest = rest[(mark + Mark.Length)..];
            int end = rest.IndexOfAny(Ends);
            int at = (end < 0 ? rest : rest[..end]).LastIndexOf('@');
            if (at >= 0)
            {
                shown.Append("***");
                rest = rest[at..];
            }
        }

        return shown.Append(rest).ToString();
    }
}
