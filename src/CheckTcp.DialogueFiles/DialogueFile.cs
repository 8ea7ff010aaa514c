using CheckTcp.CommandLine;
using CheckTcp.Probing.Transports.Linux;

namespace CheckTcp.DialogueFiles;

/// <summary>Reads the files that <c>--dialogue</c> names.</summary>
public static class DialogueFile
{
    /// <summary>Larger than any dialogue; a log is not read to its end.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a file: as the blackbox exporter's where a module is named, else as TOML.</summary>
    /// <param name="path">The file.</param>
    /// <param name="module">The module of a blackbox exporter's file, or <c>null</c>.</param>
    public static DialogueArguments Read(string path, string? module)
    {
        try
        {
            return Parse(Bytes(path), path, module);
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

    private static byte[] Bytes(string path)
    {
        if (File.Exists(path) && !FileType.IsReadInBoundedTime(path))
        {
            throw new DialogueFileException("is a device, pipe or socket; name a plain file");
        }

        using FileStream file = File.OpenRead(path);
        if (file.Length > MaxBytes)
        {
            throw new DialogueFileException($"more than {MaxBytes} bytes; a dialogue is shorter");
        }

        byte[] bytes = new byte[file.Length];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false); // it may have been cut meanwhile
        return bytes[..length];
    }
}
