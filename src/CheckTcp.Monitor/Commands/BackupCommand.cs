using System.CommandLine;
using System.Globalization;
using CheckTcp.Monitor.Facade;
using CheckTcp.Monitor.Storage;
using CheckTcp.Monitor.Storage.Sqlite;

namespace CheckTcp.Monitor.Commands;

/// <summary><c>check-tcpd backup FILE</c>.</summary>
internal static class BackupCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Places places)
    {
        var file = new Argument<string>("FILE") { Description = "the copy; it must not exist" };
        file.Validators.Add(given => Places.Refuse(given, given.Tokens, "FILE"));
        var command = new Command("backup", "copy the store to a file, also while the daemon is running") { file };
        command.SetAction(async (call, _) =>
        {
            try
            {
                string copy = Path.GetFullPath(call.GetRequiredValue(file));
                Backup.Write(DataDirectory.HistoryPathIn(places.DataDirectoryOf(call)), copy);
                await call.InvocationConfiguration.Output.WriteLineAsync(string.Create(
                    CultureInfo.InvariantCulture, $"{copy}: {new FileInfo(copy).Length / 1024.0 / 1024.0:F1} MiB"));
                return 0;
            }
            catch (Exception e) when (e is ControlException or StoreException)
            {
                await call.InvocationConfiguration.Error.WriteLineAsync($"check-tcpd: {e.Message}");
                return 1;
            }
        });
        return command;
    }
}
