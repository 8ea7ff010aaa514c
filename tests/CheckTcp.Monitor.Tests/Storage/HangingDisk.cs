namespace CheckTcp.Monitor.Tests.Storage;

/// <summary>A disk that can be made to hang: whoever writes waits in the kernel until it is thawed. Needs root and a loop device.</summary>
internal sealed class HangingDisk : IAsyncDisposable
{
    private bool _isFrozen;

    private HangingDisk(string path) => Path = path;

    public string Path { get; }

    public static async Task<HangingDisk> MountAsync(string folder)
    {
        string image = folder + ".image";
        await using (FileStream file = new(image, FileMode.CreateNew))
        {
            file.SetLength(16 * 1024 * 1024);
        }

        await Tool.RunAsync("mkfs.ext4", "-q", "-F", image);
        await Tool.RunAsync("mount", "-o", "loop", image, folder);
        return new HangingDisk(folder);
    }

    public async Task FreezeAsync()
    {
        await Tool.RunAsync("fsfreeze", "--freeze", Path);
        _isFrozen = true;
    }

    /// <summary>Nothing, if it does not hang.</summary>
    public async Task ThawAsync()
    {
        if (!_isFrozen)
        {
            return;
        }

        await Tool.RunAsync("fsfreeze", "--unfreeze", Path);
        _isFrozen = false;
    }

    public async ValueTask DisposeAsync()
    {
        await ThawAsync();
        await Tool.RunAsync("umount", Path);
    }
}
