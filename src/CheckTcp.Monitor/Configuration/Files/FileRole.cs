namespace CheckTcp.Monitor.Configuration.Files;

/// <summary>What a file is to a configuration.</summary>
/// <param name="MaxBytes">The most that one may hold.</param>
/// <param name="MaxBytesInAll">The most that all of them together may hold.</param>
/// <param name="IsPartial">Whether the rest of the configuration can run without it.</param>
internal sealed record FileRole(long MaxBytes, long MaxBytesInAll, bool IsPartial)
{
    private const long MiB = 1024 * 1024;

    /// <summary>Settings: their tree in memory is some ninety times as large while it is read.</summary>
    public static readonly FileRole Settings = new(4 * MiB, 16 * MiB, IsPartial: false);

    /// <summary>A list of targets.</summary>
    public static readonly FileRole List = new(64 * MiB, 256 * MiB, IsPartial: true);

    /// <summary>A file of <c>--dialogue</c>.</summary>
    public static readonly FileRole Dialogue = new(CommandLine.DialogueFiles.DialogueFile.MaxBytes, 64 * MiB, IsPartial: true);
}
