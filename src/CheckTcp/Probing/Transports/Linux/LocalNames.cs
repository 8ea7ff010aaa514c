using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>Names for which the resolver asks nobody, so that it cannot be late: those of the hosts file, where that is asked
/// first.</summary>
internal sealed class LocalNames(string switchFile, string hostsFile)
{
    private const int MaxFileBytes = 16 * 1024;

    /// <summary>What nsswitch.conf(5) and hosts(5) of this machine say.</summary>
    public static LocalNames OfThisMachine { get; } = new("/etc/nsswitch.conf", "/etc/hosts");

    /// <summary>Whether getaddrinfo(3) finds an address of that family for the name in the hosts file before it looks anywhere
    /// else.</summary>
    public bool Have(string host, AddressFamily family)
    {
        Span<byte> buffer = stackalloc byte[MaxFileBytes];
        return IsHostsFileFirst(SmallFile.Read(switchFile, buffer)) && Names(SmallFile.Read(hostsFile, buffer), host, family);
    }

    private static bool IsHostsFileFirst(ReadOnlySpan<byte> configuration)
    {
        foreach (Range line in configuration.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> rest = configuration[line];
            if (NextWord(ref rest).SequenceEqual("hosts:"u8))
            {
                return NextWord(ref rest).SequenceEqual("files"u8);
            }
        }

        return false;
    }

    private static bool Names(ReadOnlySpan<byte> hosts, string host, AddressFamily family)
    {
        foreach (Range line in hosts.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> rest = hosts[line];
            ReadOnlySpan<byte> address = NextWord(ref rest);
            for (ReadOnlySpan<byte> name = NextWord(ref rest); !name.IsEmpty; name = NextWord(ref rest))
            {
                if (Ascii.EqualsIgnoreCase(name, host) && IsOfFamily(address, family))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsOfFamily(ReadOnlySpan<byte> address, AddressFamily family) =>
        family == AddressFamily.Unspecified
        || (IPAddress.TryParse(Encoding.ASCII.GetString(address), out IPAddress? parsed) && parsed.AddressFamily == family);

    /// <summary>Words are parted by blanks; a comment ends the line.</summary>
    private static ReadOnlySpan<byte> NextWord(ref ReadOnlySpan<byte> line)
    {
        line = line.TrimStart(" \t\r"u8);
        int end = line.IndexOfAny(" \t\r#"u8);
        ReadOnlySpan<byte> word = end < 0 ? line : line[..end];
        line = word.IsEmpty ? [] : line[word.Length..];
        return word;
    }
}
