namespace CheckTcp.CommandLine;

/// <summary>The arguments of this process as the bytes that they are, for <see cref="CheckCommand"/> and for names of files.</summary>
public static class RawArguments
{
    private const string CommandLineFile = "/proc/self/cmdline";

    /// <summary>.NET decodes arguments as UTF-8 and puts U+FFFD where they are none; only then is the kernel asked for the bytes
    /// (proc(5)), which stand in the text as <see cref="ByteText"/> says.</summary>
    /// <param name="decoded">All arguments of this process, as .NET gives them to its start.</param>
    public static IReadOnlyList<string> Restore(string[] decoded)
    {
        if (!Array.Exists(decoded, argument => argument.Contains('\uFFFD')) || !File.Exists(CommandLineFile))
        {
            return decoded;
        }

        var arguments = new List<string>();
        ReadOnlySpan<byte> rest = File.ReadAllBytes(CommandLineFile);
        while (!rest.IsEmpty)
        {
            int end = rest.IndexOf((byte)0);
            arguments.Add(ByteText.Decode(end < 0 ? rest : rest[..end]));
            rest = end < 0 ? [] : rest[(end + 1)..];
        }

        return arguments.Count > decoded.Length ? arguments[^decoded.Length..] : decoded;
    }
}
