using System.Globalization;

namespace CheckTcp.Probing.Routes;

/// <summary>The head of an answer in HTTP/1 (RFC 9112), as far as the answer to CONNECT is asked. A line may end with a line feed alone
/// (section 2.2).</summary>
internal readonly struct HttpHead
{
    private readonly ReadOnlyMemory<byte> _fields;

    private HttpHead(int status, ReadOnlySpan<byte> reason, ReadOnlyMemory<byte> fields)
    {
        (Status, Reason) = (status, ByteText.Decode(reason));
        _fields = fields;
    }

    /// <summary>The status code, 100 to 999.</summary>
    public int Status { get; }

    /// <summary>The words after it, as long as the head; they may hold anything.</summary>
    public string Reason { get; }

    /// <summary>Whether this can be the beginning of one.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(bytes.Length, Version.Length)].SequenceEqual(Version[..Math.Min(bytes.Length, Version.Length)]);

    /// <summary>Whether one byte more could be all that is missing.</summary>
    public static bool EndsLine(ReadOnlySpan<byte> bytes) => bytes.EndsWith("\n"u8) || bytes.EndsWith("\n\r"u8);

    /// <summary>Whether it ends with the empty line.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes.EndsWith("\n\n"u8) || bytes.EndsWith("\n\r\n"u8);

    /// <summary>Reads a whole head.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out HttpHead head)
    {
        // HTTP/1.1 200 Connection established
        head = default;
        int end = bytes.Span.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = bytes.Span[..end].TrimEnd((byte)'\r');
        int blank = line.IndexOf((byte)' ');
        if (blank < Version.Length || line.Length < blank + 4
            || !int.TryParse(line.Slice(blank + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out int status)
            || status < 100
            || (line.Length > blank + 4 && line[blank + 4] != ' ')) // a longer number is no status
        {
            return false;
        }

        head = new HttpHead(status, line[(blank + 4)..].Trim((byte)' '), bytes[(end + 1)..]);
        return true;
    }

    /// <summary>The value of a field, in whatever case its name is; of one that stands there several times all values, parted by commas (RFC 9110
    /// section 5.3).</summary>
    /// <param name="name">In small letters.</param>
    /// <returns><c>null</c> when there is none.</returns>
    public string? Field(string name)
    {
        string? value = null;
        ReadOnlySpan<byte> fields = _fields.Span;
        foreach (Range range in fields.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = fields[range];
            if (line.Length > name.Length && line[name.Length] == ':' && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                string one = ByteText.Decode(line[(name.Length + 1)..].Trim(" \t\r"u8));
                value = value is null ? one : $"{value}, {one}";
            }
        }

        return value;
    }

    private static ReadOnlySpan<byte> Version => "HTTP/"u8;
}
