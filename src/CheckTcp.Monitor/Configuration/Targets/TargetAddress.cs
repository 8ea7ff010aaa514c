using System.Globalization;
using System.Text;
using CheckTcp.Monitor.Configuration.Text;

namespace CheckTcp.Monitor.Configuration.Targets;

/// <summary>A target of a check of many.</summary>
/// <param name="Text"><c>host:port</c> as it was given; an IPv6 address stands in brackets.</param>
/// <param name="Host">The host, without brackets.</param>
/// <param name="Port">1 to 65535, in digits.</param>
internal readonly record struct TargetAddress(string Text, string Host, string Port)
{
    private const int MostDigits = 5;

    /// <summary>Reads <c>host:port</c>.</summary>
    /// <remarks>A host is letters, digits, dots, dashes and underscores, or an IPv6 address: lists of targets come from elsewhere, and
    /// what is put into a command line must mean nothing to a shell and be no option.</remarks>
    /// <returns>What is wrong and the fix, or <c>null</c>.</returns>
    public static string? Read(string text, out TargetAddress target)
    {
        if (text.Contains("://", StringComparison.Ordinal))
        {
            target = default;
            return $"\"{UserInfo.Hide(text)}\": a URL; write host:port, such as mail.example:25";
        }

        int colon = text.LastIndexOf(':');
        string host = colon < 0 ? "" : text[..colon];
        string port = colon < 0 ? "" : text[(colon + 1)..];
        string bare = HostName.WithoutBrackets(host).ToString();
        target = new TargetAddress(text, bare, port);
        if (colon < 0 || port.Length == 0 || host.Length == 0)
        {
            return $"\"{Shown(text)}\": no host and port; write host:port, such as mail.example:25";
        }

        if (port.Length > MostDigits || port.AsSpan().ContainsAnyExceptInRange('0', '9')
            || int.Parse(port, CultureInfo.InvariantCulture) is < 1 or > 65535)
        {
            return $"\"{Shown(text)}\": a port is 1 to 65535";
        }

        if (bare.Contains(':', StringComparison.Ordinal))
        {
            return host.Length == bare.Length
                ? $"\"{Shown(text)}\": an IPv6 address stands in brackets, such as [::1]:25"
                : IsAddress(bare) ? null : $"\"{Shown(text)}\": there is no IPv6 address in the brackets";
        }

        return host.Length != bare.Length || !IsName(bare)
            ? $"\"{Shown(text)}\": a host is letters, digits, dots, dashes and underscores, at most {HostName.MaxCharacters}, and begins with no dash"
            : null;
    }

    /// <summary>What stands before an <c>@</c> may be a password.</summary>
    private static string Shown(string text) => text.LastIndexOf('@') is >= 0 and var at ? $"***{text[at..]}" : text;

    private static bool IsAddress(string host) =>
        HostName.TryParseAddress(host, out _)
        && host.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ':' or '.' or '%' or '-' or '_');

    private static bool IsName(string host) =>
        host[0] != '-' && !HostName.IsImpossible(host)
        && host.EnumerateRunes().All(letter => Rune.IsLetterOrDigit(letter) || letter.Value is '.' or '-' or '_');
}
