using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CheckTcp.Monitor.Channels.Mackerel.Hosts;

/// <summary>The file systems that lie on devices. Those of the network are not asked: they may hang.</summary>
internal static partial class MountedDevices
{
    /// <returns>By device; <c>null</c> when none is known.</returns>
    public static ImmutableSortedDictionary<string, FileSystemSpace>? Read()
    {
        var spaces = ImmutableSortedDictionary.CreateBuilder<string, FileSystemSpace>(StringComparer.Ordinal);
        foreach ((string device, string mount) in OperatingSystem.IsLinux() ? Parse(SystemFile.Text("/proc/mounts")) : FixedDrives())
        {
            if (SpaceOf(mount) is { } space)
            {
                spaces[device] = space;
            }
        }

        return spaces.Count == 0 ? null : spaces.ToImmutable();
    }

    /// <summary>Reads <c>/proc/mounts</c> (proc(5), fstab(5)): devices below <c>/dev</c>, each where it is mounted first.</summary>
    internal static IEnumerable<(string Device, string Mount)> Parse(string mounts) => mounts.Split('\n')
        .Select(line => line.Split(' '))
        .Where(fields => fields.Length > 2 && fields[0].StartsWith("/dev/", StringComparison.Ordinal))
        .Select(fields => (Device: Unescaped(fields[0]), Mount: Unescaped(fields[1])))
        .DistinctBy(mounted => mounted.Device);

    /// <summary>How full it is, by sizes in bytes.</summary>
    internal static FileSystemSpace Of(string mount, long size, long free, long available)
    {
        long used = size - free;
        long counted = used + available;
        long percent = counted == 0 ? 0 : (long)Math.Ceiling(100.0 * used / counted);
        return new FileSystemSpace(size / 1024, used / 1024, available / 1024, percent.ToString(CultureInfo.InvariantCulture) + "%", mount);
    }

    private static IEnumerable<(string Device, string Mount)> FixedDrives() =>
        DriveInfo.GetDrives().Where(drive => drive.DriveType == DriveType.Fixed).Select(drive => (drive.Name, drive.Name));

    private static FileSystemSpace? SpaceOf(string mount)
    {
        try
        {
            var drive = new DriveInfo(mount);
            return Of(mount, drive.TotalSize, drive.TotalFreeSpace, drive.AvailableFreeSpace);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Blanks and the like stand there as three octal digits.</summary>
    private static string Unescaped(string field) =>
        Octal().Replace(field, match => ((char)Convert.ToInt32(match.Value[1..], 8)).ToString());

    [GeneratedRegex(@"\\[0-3][0-7]{2}")]
    private static partial Regex Octal();
}
