namespace CheckTcp.TestSupport;

/// <summary>A folder of one test, with a path short enough for a Unix socket; gone when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    // Open to all: servers read it after they have given up root.
    private const UnixFileMode Everyone = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public string Path { get; } = OpenToAll(Directory.CreateTempSubdirectory("ct-").FullName);

    public static string operator /(TemporaryFolder folder, string name) => System.IO.Path.Combine(folder.Path, name);

    /// <returns>The path of the file.</returns>
    public string Write(string name, string content)
    {
        string path = this / name;
        File.WriteAllText(path, content);
        return path;
    }

    /// <returns>The path of a new folder in this one.</returns>
    public string CreateFolder(string name) => OpenToAll(Directory.CreateDirectory(this / name).FullName);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static string OpenToAll(string path)
    {
        File.SetUnixFileMode(path, Everyone);
        return path;
    }
}
