namespace CheckTcp.Monitor.Tests.History;

/// <summary>A disk of two megabytes, which can be filled, and made read-only. Mounting needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filling => System.IO.Path.Combine(Path, "filling");

    public static async Task<SmallDisk> MountAsync(string folder)
    {
        await Tool.RunAsync("mount", "-t", "tmpfs", "-o", "size=2m", "check-tcp-test", folder);
        return new SmallDisk(folder);
    }

    /// <summary>Takes all room that is left.</summary>
    public void Fill()
    {
        byte[] page = new byte[4096];
        using FileStream file = new(Filling, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        try
        {
            while (true)
            {
                file.Write(page);
            }
        }
        catch (IOException)
        {
            // That was the last.
        }
    }

    public void MakeRoom() => File.Delete(Filling);

    public Task MakeReadOnlyAsync() => Tool.RunAsync("mount", "-o", "remount,ro", Path);

    public Task MakeWritableAsync() => Tool.RunAsync("mount", "-o", "remount,rw", Path);

    public async ValueTask DisposeAsync() => await Tool.RunAsync("umount", Path);
}
