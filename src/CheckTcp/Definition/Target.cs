using System.Runtime.CompilerServices;

namespace CheckTcp;

/// <summary>Where to connect: a host and port, or a Unix socket.</summary>
public sealed record Target
{
    /// <summary>Bytes that fit into the kernel's <c>sun_path</c> with its terminating NUL (unix(7)).</summary>
    public const int MaxSocketPathBytes = 107;

    private Target(string? host, int? port, string? socketPath)
    {
        Host = host;
        Port = port;
        SocketPath = socketPath;
    }

    /// <summary>Name or address as it was given; an IPv6 address with or without brackets.</summary>
    /// <value><c>null</c> means the local machine. Beside a <see cref="SocketPath"/> it is only shown.</value>
    public string? Host { get; }

    /// <summary>Where it is, as one text: <c>localhost:21</c>, <c>[::1]:21</c>, or the path of a socket; as given, so escape it before it is
    /// shown.</summary>
    public string Address => SocketPath ?? (Host is null ? $"localhost:{Port}" : Host.Contains(':') && !Host.StartsWith('[') ? $"[{Host}]:{Port}" : $"{Host}:{Port}");

    /// <summary>The host by which a dialogue calls the peer: <c>localhost</c> where none is given, in ASCII and without a zone.</summary>
    internal string HostElsewhere => HostName.Elsewhere(Host ?? "localhost");

    /// <summary>1 to 65535; beside a <see cref="SocketPath"/> it is only shown and may be absent.</summary>
    public int? Port { get; }

    /// <summary>Path of a Unix socket, or <c>@name</c> for one in Linux' abstract namespace; it wins over host and port.</summary>
    public string? SocketPath { get; }

    /// <summary>Which addresses of the host to use; both families unless narrowed.</summary>
    public AddressFamilies Families { get; init; } = AddressFamilies.Any;

    /// <summary>A TCP port of a host.</summary>
    /// <param name="host">Name or address; <c>null</c> or empty means the local machine.</param>
    /// <param name="port">1 to 65535.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is outside 1 to 65535.</exception>
    /// <exception cref="ArgumentException">No resolver could know the host (<see cref="HostName.IsImpossible"/>).</exception>
    public static Target Tcp(string? host, int port)
    {
        if (host is not null && HostName.FaultOf(host) is { } fault)
        {
            throw new ArgumentException($"\"{Excerpt.Of(host)}\": {fault}", nameof(host));
        }

        return new Target(NullIfEmpty(host), ValidPort(port), null);
    }

    /// <summary>A Unix socket; host and port, where given, only show in the report.</summary>
    /// <exception cref="ArgumentException">The path is empty, holds a NUL or is longer than <see cref="MaxSocketPathBytes"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is outside 1 to 65535.</exception>
    public static Target UnixSocket(string path, string? shownHost = null, int? shownPort = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!FitsSocketAddress(path))
        {
            throw new ArgumentException($"A socket path has at most {MaxSocketPathBytes} bytes and no NUL.", nameof(path));
        }

        return new Target(NullIfEmpty(shownHost), shownPort is { } port ? ValidPort(port, nameof(shownPort)) : null, path);
    }

    /// <summary>Whether the kernel's socket address can hold this path: it has room for it, and no NUL would end it early.</summary>
    public static bool FitsSocketAddress(string path) => ByteText.Encode(path).Length <= MaxSocketPathBytes && !path.Contains('\0');

    /// <summary>The same place, for a dialogue that calls the peer by another name.</summary>
    internal Target Called(string name) => new(name, Port, SocketPath) { Families = Families };

    private static int ValidPort(int port, [CallerArgumentExpression(nameof(port))] string? parameter = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1, parameter);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, 65535, parameter);
        return port;
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
