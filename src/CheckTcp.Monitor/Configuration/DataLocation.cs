namespace CheckTcp.Monitor.Configuration;

/// <summary>Where the history and the control socket lie.</summary>
internal static class DataLocation
{
    /// <summary>The name of the control socket.</summary>
    public const string Socket = "check-tcpd.sock";

    /// <summary>The directory: the one given on the command line, <c>data_directory</c>, <c>root</c>, else the platform's state
    /// directory.</summary>
    public static string Of(string? given, MonitorConfiguration? configuration) =>
        Path.GetFullPath(Chosen(given, configuration) ?? PlatformDefault());

    /// <summary>Nobody named the directory: then folders on the way to it are made as well.</summary>
    public static bool IsDefault(string? given, MonitorConfiguration? configuration) => Chosen(given, configuration) is null;

    /// <summary>The socket in the directory.</summary>
    public static string SocketIn(string directory) => Path.Combine(directory, Socket);

    private static string? Chosen(string? given, MonitorConfiguration? configuration) =>
        given ?? configuration?.Monitor.DataDirectory ?? configuration?.Agent.Root;

    /// <summary>systemd's <c>StateDirectory=</c>, else <c>/var/lib</c> for root, else the user's (XDG Base Directory Specification).</summary>
    private static string PlatformDefault()
    {
        if (Environment.GetEnvironmentVariable("STATE_DIRECTORY") is { Length: > 0 } given)
        {
            return given.Split(':')[0];
        }

        if (Environment.IsPrivilegedProcess)
        {
            return "/var/lib/check-tcpd";
        }

        string home = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } state
            ? state
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(home, "check-tcpd");
    }
}
