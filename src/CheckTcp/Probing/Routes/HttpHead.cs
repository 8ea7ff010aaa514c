using System.Globalization;

namespace CheckTcp.Probing.Routes;

/// <summary>The head of an answer in HTTP/1 (RFC 9112), as far as the answer to CONNECT is asked. A line may end with a line feed alone
/// (section 2.2).</summary>
/// <param name="Status">The status code, 100 to 999.</param>
/// <param name="Reason">The words after it, as long as the head; they may hold anything.</param>
/// <param name="Cause">Why there is no connection, if the status says that there is none.</param>
internal readonly record struct HttpHead(int Status, string Reason, FailureCause Cause)
{
    /// <summary>Whether this can be the beginning of one.</summary>
    public static bool MayBegin(ReadOnlySpan<byte> bytes) =>
        bytes[..Math.Min(bytes.Length, Version.Length)].SequenceEqual(Version[..Math.Min(bytes.Length, Version.Length)]);

    /// <summary>Whether one byte more could be all that is missing.</summary>
    public static bool EndsLine(ReadOnlySpan<byte> bytes) => bytes.EndsWith("\n"u8) || bytes.EndsWith("\n\r"u8);

    /// <summary>Whether it ends with the empty line.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => bytes.EndsWith("\n\n"u8) || bytes.EndsWith("\n\r\n"u8);

    /// <summary>Reads a whole head.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out HttpHead head)
    {
        // HTTP/1.1 200 Connection established
        head = default;
        ReadOnlySpan<byte> line = bytes[..bytes.IndexOf((byte)'\n')].TrimEnd((byte)'\r');
        int blank = line.IndexOf((byte)' ');
        if (blank < Version.Length || line.Length < blank + 4
            || !int.TryParse(line.Slice(blank + 1, 3), NumberStyles.None, CultureInfo.InvariantCulture, out int status)
            || status < 100
            || (line.Length > blank + 4 && line[blank + 4] != ' ')) // a longer number is no status
        {
            return false;
        }

        ReadOnlySpan<byte> reason = line[(blank + 4)..].Trim((byte)' ');
        head = new HttpHead(status, ByteText.Decode(reason), CauseOf(status, bytes));
        return true;
    }

    private static ReadOnlySpan<byte> Version => "HTTP/"u8;

    /// <summary>A status alone hardly tells why; Proxy-Status (RFC 9209 section 2.3) does.</summary>
    private static FailureCause CauseOf(int status, ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> error = ErrorOf(head);
        return error.SequenceEqual("connection_refused"u8) ? FailureCause.Refused
            : error.SequenceEqual("connection_timeout"u8) ? FailureCause.TimedOut
            : error.SequenceEqual("destination_ip_unroutable"u8) || error.SequenceEqual("destination_unavailable"u8) ? FailureCause.Unreachable
            : error.SequenceEqual("dns_error"u8) ? FailureCause.NameNotFound
            : error.SequenceEqual("dns_timeout"u8) ? FailureCause.ResolverFailed
            : status switch
            {
                502 or 503 => FailureCause.Unreachable,
                504 => FailureCause.TimedOut,
                _ => FailureCause.ProxyDenied,
            };
    }

    /// <summary>The token after <c>error=</c> in a field <c>Proxy-Status</c>.</summary>
    private static ReadOnlySpan<byte> ErrorOf(ReadOnlySpan<byte> head)
    {
        foreach (Range range in head.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = head[range];
            ReadOnlySpan<byte> name = "proxy-status:"u8;
            if (line.Length < name.Length || !System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name))
            {
                continue;
            }

            int start = line.IndexOf("error="u8);
            if (start >= 0)
            {
                ReadOnlySpan<byte> rest = line[(start + "error="u8.Length)..];
                int end = rest.IndexOfAny("; ,\r"u8);
                return end < 0 ? rest : rest[..end];
            }
        }

        return [];
    }
}
