using System.CommandLine;
using CheckTcp.Monitor.Facade;

namespace CheckTcp.Monitor.Commands;

/// <summary><c>check-tcpd close ALERT --reason TEXT</c>.</summary>
internal static class CloseCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Places places)
    {
        var alert = new Argument<long>("ALERT") { Description = "the id, as check-tcpd alerts shows it" };
        var reason = new Option<string>("--reason") { Description = "why, for whoever reads the alert later", HelpName = "TEXT", Required = true };
        var command = new Command("close", "close an open alert; the next run that is not OK counts as the first") { alert, reason };
        command.SetAction((call, stop) => places.AskAsync(call, async source =>
        {
            AlertView closed = await source.CloseAsync(call.GetValue(alert), call.GetRequiredValue(reason), stop);
            Console.WriteLine($"alert {closed.Id} of {closed.Check} is closed");
        }, stop));
        return command;
    }
}
