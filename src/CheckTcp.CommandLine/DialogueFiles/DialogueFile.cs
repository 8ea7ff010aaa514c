namespace CheckTcp.CommandLine.DialogueFiles;

/// <summary>Reads the files that <c>--dialogue</c> names.</summary>
public static class DialogueFile
{
    /// <summary>Larger than any dialogue; a log is not read to its end.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>The most steps of a dialogue: each pattern among them may be worth a thousand times its text once it is read.</summary>
    internal const int MaxSteps = 1000;

    /// <summary>Reads a file: as the blackbox exporter's where a module is named, else as TOML.</summary>
    /// <param name="path">The file.</param>
    /// <param name="module">The module of a blackbox exporter's file, or <c>null</c>.</param>
    public static DialogueArguments Read(string path, string? module)
    {
        try
        {
            return Parse(PlainFile.Read(path, MaxBytes), path, module);
        }
        catch (PlainFileException e)
        {
            return new DialogueArguments([], e.Message) { IsQuoting = false };
        }
    }

    /// <summary>Reads what was in a file, as <see cref="Read"/> does.</summary>
    /// <param name="content">All of it.</param>
    /// <param name="path">The file: names in a module are meant from its folder.</param>
    /// <param name="module">The module of a blackbox exporter's file, or <c>null</c>.</param>
    public static DialogueArguments Parse(ReadOnlySpan<byte> content, string path, string? module)
    {
        try
        {
            string text = ByteText.Decode(content).TrimStart('\uFEFF');
            return new DialogueArguments(module is null
                ? TomlDialogue.Read(text)
                : BlackboxFile.Read(text, module, Path.GetDirectoryName(Path.GetFullPath(path))!));
        }
        catch (DialogueFileException e)
        {
            return new DialogueArguments([], e.Message);
        }
    }
}
