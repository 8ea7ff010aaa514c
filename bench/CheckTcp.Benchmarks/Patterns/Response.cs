using System.Text;

namespace CheckTcp.Benchmarks.Patterns;

/// <summary>A server's answer and a pattern that is sought in it.</summary>
public sealed record Response(string Name, string Pattern, byte[] Bytes)
{
    private const int PageBytes = 16 * 1024;

    public static Response Banner { get; } = new("banner", "^220", "220 mail.example.com ESMTP Postfix (Debian/GNU)\r\n"u8.ToArray());

    /// <summary>The words stand at the very end, so that all of it has to be searched.</summary>
    public static Response Page { get; } = new("16 KiB page", "OK Farm", PageEndingIn("OK Farm\n"));

    /// <summary>No single byte begins a match, so nothing can be skipped.</summary>
    public static Response PageInAnyCase { get; } = new("16 KiB page, (?i)", "(?i)ok farm", PageEndingIn("OK Farm\n"));

    /// <summary>Names the row in the table.</summary>
    public override string ToString() => Name;

    private static byte[] PageEndingIn(string words)
    {
        const string Line = "<li>Our farm has 12 cows, <b>OKAPIs</b> on Fridays &amp; caf\u00E9 au lait.</li>\r\n";
        var page = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nConnection: close\r\n\r\n");
        while (Encoding.UTF8.GetByteCount(page.ToString()) + Line.Length + words.Length < PageBytes)
        {
            page.Append(Line);
        }

        page.Append(' ', PageBytes - Encoding.UTF8.GetByteCount(page.ToString()) - words.Length);
        return Encoding.UTF8.GetBytes(page.Append(words).ToString());
    }
}
