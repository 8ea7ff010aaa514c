using System.CommandLine;
using CheckTcp.Monitor.Facade;
using CheckTcp.Monitor.Facade.Remote;

namespace CheckTcp.Monitor.Commands;

/// <summary><c>check-tcpd history NAME</c>.</summary>
internal static class HistoryCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Places places)
    {
        var name = new Argument<string>("NAME") { Description = "the check" };
        var since = new Option<TimeSpan>("--since")
        {
            Description = "how far back, such as 90s, 15m, 12h, 7d, 4w; a day by default",
            HelpName = "PERIOD",
            DefaultValueFactory = _ => TimeSpan.FromDays(1),
            CustomParser = result =>
            {
                string text = result.Tokens[^1].Value;
                if (PeriodText.Parse(text) is { } period)
                {
                    return period;
                }

                result.AddError($"--since {text}: give a number and one of s, m, h, d, w, such as 7d");
                return default;
            },
        };
        var json = JsonOutput.Option();
        var command = new Command("history", "the response times of a check as a chart, and its latest changes") { name, since, json };
        command.SetAction((call, stop) => places.AskAsync(call, async source =>
        {
            HistoryView history = await source.HistoryAsync(call.GetRequiredValue(name), call.GetValue(since), stop);
            if (call.GetValue(json))
            {
                JsonOutput.Write(history, ControlJson.Readable.HistoryView);
            }
            else
            {
                HistoryOutput.Write(Terminal.Open(), history);
            }
        }, stop));
        return command;
    }
}
