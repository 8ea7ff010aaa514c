using CheckTcp.CommandLine;

namespace CheckTcp.DialogueFiles;

/// <summary>Reads the files that <c>--dialogue</c> names.</summary>
public static class DialogueFile
{
    /// <summary>Larger than any dialogue; a device or a log is not read to its end.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a file: as the blackbox exporter's where a module is named, else as TOML.</summary>
    /// <param name="path">The file.</param>
    /// <param name="module">The module of a blackbox exporter's file, or <c>null</c>.</param>
    public static DialogueArguments Read(string path, string? module)
    {
        try
        {
            string text = ReadText(path);
            IReadOnlyList<DialogueArgument> arguments = module is null
                ? TomlDialogue.Read(text)
                : BlackboxFile.Read(text, module, Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new DialogueArguments(arguments);
        }
        catch (DialogueFileException e)
        {
            return new DialogueArguments([], e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new DialogueArguments([], $"cannot be read: {e.Message}");
        }
    }

    private static string ReadText(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] bytes = new byte[MaxBytes + 1];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length <= MaxBytes
            ? ByteText.Decode(bytes.AsSpan(0, length)).TrimStart('\uFEFF')
            : throw new DialogueFileException($"more than {MaxBytes} bytes; a dialogue is shorter");
    }
}
