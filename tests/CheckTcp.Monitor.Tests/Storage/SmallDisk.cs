namespace CheckTcp.Monitor.Tests.Storage;

/// <summary>A disk of two megabytes, which can be filled, and made read-only. Mounting needs root.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    private string Filling => System.IO.Path.Combine(Path, "filling");

    public static async Task<SmallDisk> MountAsync(string folder)
    {
        await Tool.RunAsync("mount", "-t", "tmpfs", "-o", "size=2m,mode=700,nr_inodes=100", "check-tcp-test", folder);
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

    /// <summary>Takes all inodes that are left, with empty files.</summary>
    public void TakeAllNames()
    {
        string folder = System.IO.Path.Combine(Path, "names");
        Directory.CreateDirectory(folder);
        try
        {
            for (int i = 0; ; i++)
            {
                File.Create(System.IO.Path.Combine(folder, $"{i}")).Dispose();
            }
        }
        catch (IOException)
        {
            // That was the last.
        }
    }

    public void GiveNamesBack() => Directory.Delete(System.IO.Path.Combine(Path, "names"), recursive: true);

    public Task MakeReadOnlyAsync() => Tool.RunAsync("mount", "-o", "remount,ro", Path);

    public Task MakeWritableAsync() => Tool.RunAsync("mount", "-o", "remount,rw", Path);

    /// <remarks>At once, or when nobody uses it any more: a child of another test has our descriptors until it runs its program.</remarks>
    public async ValueTask DisposeAsync() => await Tool.RunAsync("umount", "--lazy", Path);
}
