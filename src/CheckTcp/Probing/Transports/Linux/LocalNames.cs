using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CheckTcp.Probing.Transports.Linux;

/// <summary>The names of the hosts file, where the resolver asks that first and then nobody else: what it would answer is at hand, and
/// cannot be late.</summary>
internal sealed class LocalNames(string switchFile, string hostsFile)
{
    private const int MaxFileBytes = 16 * 1024;

    /// <summary>What nsswitch.conf(5) and hosts(5) of this machine say.</summary>
    public static LocalNames OfThisMachine { get; } = new("/etc/nsswitch.conf", "/etc/hosts");

    /// <summary>The addresses of that family that the hosts file has for the name; none when it does not settle the matter.</summary>
    public IPAddress[] Find(string host, AddressFamily family)
    {
        Span<byte> buffer = stackalloc byte[MaxFileBytes];
        return IsHostsFileFirst(SmallFile.Read(switchFile, buffer)) ? Addresses(SmallFile.Read(hostsFile, buffer), host, family) : [];
    }

    private static bool IsHostsFileFirst(ReadOnlySpan<byte> configuration)
    {
        foreach (Range line in configuration.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> rest = configuration[line];
            if (NextWord(ref rest).SequenceEqual("hosts:"u8))
            {
                // An action in brackets may let the resolver go on although the file has the name.
                return NextWord(ref rest).SequenceEqual("files"u8) && !NextWord(ref rest).StartsWith("["u8);
            }
        }

        return false;
    }

    private static IPAddress[] Addresses(ReadOnlySpan<byte> hosts, string host, AddressFamily family)
    {
        var addresses = new List<IPAddress>();
        foreach (Range line in hosts.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> rest = hosts[line];
            ReadOnlySpan<byte> address = NextWord(ref rest);
            if (Names(rest, host) && IPAddress.TryParse(Encoding.ASCII.GetString(address), out IPAddress? parsed)
                && (family == AddressFamily.Unspecified || parsed.AddressFamily == family) && !addresses.Contains(parsed))
            {
                addresses.Add(parsed);
            }
        }

        // IPv6 first, as the resolver would have it (RFC 6724 section 2.1); those who connect alternate anyway.
        return [.. addresses.OrderByDescending(address => address.AddressFamily)];
    }

    private static bool Names(ReadOnlySpan<byte> names, string host)
    {
        for (ReadOnlySpan<byte> name = NextWord(ref names); !name.IsEmpty; name = NextWord(ref names))
        {
            if (Ascii.EqualsIgnoreCase(name, host))
            {
                return true;
            }
        }

        return false;
    }

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
