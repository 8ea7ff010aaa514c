namespace CheckTcp.Probing.Transports.Linux;

/// <summary>Reads a file that is expected to be small.</summary>
internal static unsafe class SmallFile
{
    private const int CloseOnExec = 0x80000; // O_RDONLY | O_CLOEXEC

    /// <returns>Its content, or nothing when it cannot be read or does not fit.</returns>
    public static ReadOnlySpan<byte> Read(string path, Span<byte> buffer)
    {
        int descriptor = Libc.open(path, CloseOnExec);
        if (descriptor < 0)
        {
            return [];
        }

        nint length;
        fixed (byte* bytes = buffer)
        {
            length = Libc.read(descriptor, bytes, (nuint)buffer.Length);
        }

        _ = Libc.close(descriptor);
        return length <= 0 || length == buffer.Length ? [] : buffer[..(int)length];
    }
}
