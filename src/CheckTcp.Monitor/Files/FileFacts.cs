using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace CheckTcp.Monitor.Files;

/// <summary>Which file it is, whatever its name: no two files that exist at the same time have the same.</summary>
internal readonly record struct FileIdentity(ulong Device, ulong Inode);

/// <summary>What the file system says about what stands at a path itself: a link is not followed.</summary>
/// <param name="Identity">Which file it is.</param>
/// <param name="Mode">Kind and permissions, as in stat(2).</param>
/// <param name="Owner">The id of the user.</param>
/// <param name="Names">How many hard links it has.</param>
internal readonly record struct FileFacts(FileIdentity Identity, int Mode, uint Owner, uint Names)
{
    private const int NoSuchFile = 2; // ENOENT
    private const int NoFolderOnTheWay = 20; // ENOTDIR

    public bool IsRegular => (Mode & 0xF000) == 0x8000;

    public bool IsFolder => (Mode & 0xF000) == 0x4000;

    public bool IsSocket => (Mode & 0xF000) == 0xC000;

    public bool IsLink => (Mode & 0xF000) == 0xA000;

    public UnixFileMode Permissions => (UnixFileMode)(Mode & 0xFFF);

    /// <summary>Who else than its owner may do anything with it.</summary>
    public int ForOthers => Mode & 0b000_111_111;

    /// <summary>The user that this process acts as.</summary>
    public static uint CurrentUser => FileCalls.geteuid();

    /// <returns><c>null</c> when nothing stands there.</returns>
    /// <exception cref="IOException">It cannot be told.</exception>
    public static FileFacts? At(string path) => Of(FileCalls.WorkingDirectory, path, FileCalls.NoLinks);

    public static FileFacts Of(SafeFileHandle file) =>
        Of((int)file.DangerousGetHandle(), "", FileCalls.OfHandle) ?? throw FileErrors.Of(NoSuchFile, "an open file");

    /// <inheritdoc cref="At"/>
    public static FileFacts? In(SafeFileHandle folder, string name) => Of((int)folder.DangerousGetHandle(), name, FileCalls.NoLinks);

    /// <summary>Why a file that stands where one of ours belongs is not opened; <c>null</c> when nothing speaks against it.</summary>
    /// <param name="path">Where it stands, for the words.</param>
    public string? ObjectionAt(string path) => this switch
    {
        { IsLink: true } => $"{path} is a symbolic link, which is not followed; remove it",
        { IsRegular: false } => $"{path} is {Kind}, not a regular file; remove it",
        _ when Owner != CurrentUser =>
            $"{path} belongs to {UserName(Owner)}; give it to {Environment.UserName} (chown {Environment.UserName} {path}), or remove it",
        { Names: > 1 } => $"{path} has a second name (a hard link); remove it, or move a copy of it there",
        _ => null,
    };

    public static string UserName(uint id) =>
        FileCalls.getpwuid(id) is var entry and not 0 && Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(entry)) is { } name
            ? name
            : string.Create(CultureInfo.InvariantCulture, $"user {id}");

    private string Kind => (Mode & 0xF000) switch
    {
        0x4000 => "a folder",
        0x1000 => "a named pipe",
        0xC000 => "a socket",
        _ => "a device",
    };

    private static unsafe FileFacts? Of(int folder, string path, int flags)
    {
        // statx(2), include/uapi/linux/stat.h: the same on every architecture.
        const uint basicStats = 0x7FF;
        const int size = 256;
        byte* facts = stackalloc byte[size];
        if (FileCalls.statx(folder, path, flags, basicStats, facts) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            return error is NoSuchFile or NoFolderOnTheWay ? null : throw FileErrors.Of(error, path);
        }

        ulong device = ((ulong)*(uint*)(facts + 136) << 32) | *(uint*)(facts + 140);
        return new FileFacts(
            new FileIdentity(device, *(ulong*)(facts + 32)), *(ushort*)(facts + 28), *(uint*)(facts + 20), *(uint*)(facts + 16));
    }
}
