namespace CheckTcp.TestSupport;

/// <summary>A folder of one test, with a path short enough for a Unix socket; gone when disposed.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("ct-").FullName;

    public static string operator /(TemporaryFolder folder, string name) => System.IO.Path.Combine(folder.Path, name);

    /// <returns>The path of the file.</returns>
    public string Write(string name, string content)
    {
        string path = this / name;
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
