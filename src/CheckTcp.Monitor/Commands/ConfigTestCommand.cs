using System.CommandLine;
using CheckTcp.Monitor.Configuration;
using CheckTcp.Monitor.Hosting;

namespace CheckTcp.Monitor.Commands;

/// <summary><c>check-tcpd configtest</c>.</summary>
internal static class ConfigTestCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Places places)
    {
        var print = new Option<bool>("--print") { Description = "print what would run" };
        var command = new Command("configtest", "read the configuration and tell every error; exits with 1 if there is any") { print };
        command.SetAction(call =>
        {
            if (places.ConfigurationOf(call) is not { } file)
            {
                Console.Error.WriteLine($"check-tcpd: there is no configuration; write {ConfigurationLocation.Defaults[0]}, or name a file with --config");
                return 1;
            }

            return new ConfigurationReport(Console.Out, Console.Error).Write(file, ConfigurationReader.Read(file), call.GetValue(print));
        });
        return command;
    }
}
