using System.Globalization;
using System.Text;
using CheckTcp.Monitor.Domain;
using CheckTcp.Monitor.Files;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace CheckTcp.Monitor.Hosting;

/// <summary>The file that tells others our process id, as the agent writes it: decimal, without a line end.</summary>
internal sealed partial class PidFile : IDisposable
{
    private const int MostBytes = 64;
    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly string _path;
    private readonly FileIdentity _identity;

    private PidFile(string path, FileIdentity identity) => (_path, _identity) = (path, identity);

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

            using Folder folder = Folder.Of(path);
            using SafeFileHandle file = folder.OpenOwn(Path.GetFileName(path), ReadByAll);
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, Encoding.ASCII.GetBytes(OwnId), fileOffset: 0);
            return new PidFile(path, FileFacts.Of(file).Identity);
        }
        catch (FileRefusedException e)
        {
            LogRefused(log, e.Message);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(log, path, e.Message);
            return null;
        }
    }

    /// <summary>Removes the file, unless another program has made it its own meanwhile.</summary>
    public void Dispose()
    {
        try
        {
            using Folder folder = Folder.Of(_path);
            string name = Path.GetFileName(_path);
            if (folder.Look(name)?.Identity == _identity && folder.ReadText(name, MostBytes).Trim() == OwnId)
            {
                folder.Remove(name);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A stale file does no harm: the next start sees that nobody runs under it.
        }
    }

    private static string OwnId => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>The command that runs under the id in the file; <c>null</c> when there is none, or the file is stale.</summary>
    internal static string? OwnerOf(string path) =>
        TextOf(path) is { } text
        && int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int id)
        && id != Environment.ProcessId
            ? CommandOf(id)
            : null;

    /// <returns><c>null</c> when there is no such file, or none that ends: a pipe would be waited for.</returns>
    private static string? TextOf(string path)
    {
        try
        {
            using Folder folder = Folder.Of(path);
            return folder.ReadText(Path.GetFileName(path), MostBytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or FileRefusedException)
        {
            return null;
        }
    }

    private static string? CommandOf(int id)
    {
        string file = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/comm");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "pidfile {Objection}; check-tcpd runs without one")]
    private static partial void LogRefused(ILogger log, string objection);

    [LoggerMessage(Level = LogLevel.Warning, Message = "pidfile {Path} belongs to {Owner}, which runs; it is left alone")]
    private static partial void LogLeftAlone(ILogger log, string path, string owner);

    [LoggerMessage(Level = LogLevel.Warning, Message = "pidfile {Path} cannot be written: {Cause}; set pidfile to a place that can be, or leave it out")]
    private static partial void LogNotWritten(ILogger log, string path, string cause);
}
