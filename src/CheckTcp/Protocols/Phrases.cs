using CheckTcp.Patterns;

namespace CheckTcp.Protocols;

/// <summary>Short ways to write the steps of the protocols that are built in.</summary>
internal static class Phrases
{
    /// <summary>The name that is given where a protocol asks the client for one: a name that nobody can own (RFC 2606 section 2) and that
    /// tells a server's log who called.</summary>
    public const string OwnName = "check-tcp.invalid";

    // Where there are many checks there are many of the same service; the texts are those of this program, so it stays small.
    private static readonly PatternCache Compiled = new();

    public static SendStep Send(string text) => new(ByteText.Encode(text));

    /// <param name="digits">In hexadecimal.</param>
    public static SendStep SendBytes(string digits) => new(BytesOf(digits));

    public static QuitStep Quit(string text) => new(ByteText.Encode(text));

    /// <inheritdoc cref="SendBytes"/>
    public static QuitStep QuitBytes(string digits) => new(BytesOf(digits));

    /// <summary>All that comes; a pattern that begins with <c>^</c> fails as soon as nothing that follows can mend it.</summary>
    public static ExpectStep Expect(string pattern) => new(Compile(pattern));

    /// <summary>As <see cref="Expect"/>, but what follows the byte that decides is left to the next step.</summary>
    public static ExpectStep ExpectThrough(string pattern) => new(Compile(pattern)) { LeavesRest = true };

    public static ExpectLineStep ExpectLine(string pattern) => new(Compile(pattern));

    /// <param name="digits">In hexadecimal, as <see cref="BytePattern"/> has it.</param>
    public static ExpectBytesStep ExpectBytes(string digits) => new(BytePattern.Parse(digits));

    /// <inheritdoc cref="ExpectBytes"/>
    public static ExpectFrameStep ExpectFrame(Framing framing, string digits) => new(framing, BytePattern.Parse(digits));

    public static RejectStep Reject(string pattern) => new(Compile(pattern));

    public static LabelStep Label(string text) => new(text);

    /// <summary>The host as it stands in a URI: an IPv6 address in brackets (RFC 3986 section 3.2.2).</summary>
    public static string HostInUri(Target target)
    {
        string host = target.HostElsewhere;
        return host.Contains(':') && !host.StartsWith('[') ? $"[{host}]" : host;
    }

    private static Pattern Compile(string text)
    {
        lock (Compiled)
        {
            return Compiled.TryParse(text, out Pattern? pattern, out PatternError? error) ? pattern : throw new FormatException(error.Message);
        }
    }

    private static byte[] BytesOf(string digits) =>
        BytePattern.Parse(digits).TryGetBytes(out byte[]? bytes) ? bytes : throw new FormatException("What is sent is known to the last bit.");
}
