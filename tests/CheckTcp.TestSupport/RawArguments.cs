namespace CheckTcp.TestSupport;

/// <summary>Arguments as bytes, for those that are no UTF-8: .NET itself could not pass them on.</summary>
public static class RawArguments
{
    /// <summary>The call with further arguments, by way of a shell script that holds their bytes in single quotes.</summary>
    public static ProgramCall WithRawArguments(this ProgramCall call, TemporaryFolder folder, params byte[][] arguments)
    {
        byte[] script = [.. "exec \"$@\""u8, .. arguments.SelectMany(Quote), .. "\n"u8];
        string path = folder / $"{Path.GetRandomFileName()}.sh";
        File.WriteAllBytes(path, script);
        return call with { Program = "/bin/sh", Arguments = [path, call.Program, .. call.Arguments] };
    }

    private static byte[] Quote(byte[] argument) =>
        [.. " '"u8, .. argument.SelectMany(letter => letter == '\'' ? "'\\''"u8.ToArray() : [letter]), .. "'"u8];
}
