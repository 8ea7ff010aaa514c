namespace CheckTcp.Monitor.Configuration.Files;

/// <summary>A file of the configuration as it was read, in one piece.</summary>
/// <param name="Path">Where it lies, as findings name it.</param>
/// <param name="Text">Its content, without a byte order mark.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>A file name that stands in this file: relative ones are meant from its folder.</summary>
    public string Resolve(string name) =>
        System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? "/", name);
}
