using System.Globalization;
using Microsoft.Extensions.Logging;

namespace CheckTcp.Monitor.Running;

/// <summary>The file that tells others our process id, as the agent writes it: decimal, without a line end.</summary>
internal sealed partial class PidFile : IDisposable
{
    private readonly string _path;

    private PidFile(string path) => _path = path;

    /// <summary>Writes the file.</summary>
    /// <returns><c>null</c> when it was left alone: it belongs to another program that runs, or cannot be written; the log says so.</returns>
    /// <exception cref="StartException">Another check-tcpd runs under it.</exception>
    public static PidFile? Write(string path, ILogger log)
    {
        try
        {
            switch (OwnerOf(path))
            {
                case { } owner when owner == CommandOf(Environment.ProcessId):
                    throw new StartException($"pidfile found, try stopping another running {owner} or delete {path}");
                case { } owner:
                    LogLeftAlone(log, path, owner);
                    return null;
            }

            File.WriteAllText(path, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new PidFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(log, path, e.Message);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A stale file does no harm: the next start sees that nobody runs under it.
        }
    }

    /// <summary>The command that runs under the id in the file; <c>null</c> when there is none, or the file is stale.</summary>
    internal static string? OwnerOf(string path) =>
        File.Exists(path)
        && int.TryParse(File.ReadAllText(path).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
        && id != Environment.ProcessId
            ? CommandOf(id)
            : null;

    private static string? CommandOf(int id)
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/comm");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "pidfile {Path} belongs to {Owner}, which runs; it is left alone")]
    private static partial void LogLeftAlone(ILogger log, string path, string owner);

    [LoggerMessage(Level = LogLevel.Warning, Message = "pidfile {Path} cannot be written: {Cause}; set pidfile to a place that can be, or leave it out")]
    private static partial void LogNotWritten(ILogger log, string path, string cause);
}
