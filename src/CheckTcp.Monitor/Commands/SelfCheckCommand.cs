using System.CommandLine;
using CheckTcp.Monitor.Facade;

namespace CheckTcp.Monitor.Commands;

/// <summary><c>check-tcpd self-check</c>: a plugin that checks the daemon, for mackerel-agent, Nagios and others that run plugins.</summary>
internal static class SelfCheckCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Places places)
    {
        var timeout = new Option<int>("--timeout", "-t")
        {
            Description = "seconds until a daemon that does not answer is CRITICAL; 10 by default",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 10,
        };
        timeout.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValue(timeout) is < 1 or > 3600)
            {
                result.AddError($"--timeout {result.Tokens[^1].Value}: give a number of seconds from 1 to 3600");
            }
        });
        var command = new Command("self-check", "check the daemon, as a plugin: one line, and 0 OK, 1 WARNING, 2 CRITICAL or 3 UNKNOWN") { timeout };
        command.SetAction(async (call, stop) =>
        {
            (Status status, string line) = await CheckAsync(places, call, TimeSpan.FromSeconds(call.GetValue(timeout)), stop);
            await call.InvocationConfiguration.Output.WriteLineAsync($"check-tcpd {status.ToText()}: {line}");
            return (int)status;
        });
        return command;
    }

    private static async Task<(Status Status, string Line)> CheckAsync(Places places, ParseResult call, TimeSpan timeout, CancellationToken stop)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(stop);
        within.CancelAfter(timeout);
        try
        {
            using MonitorSource source = await places.SourceAsync(call, within.Token);
            return source is StoppedStore stopped
                ? (Status.Critical, $"not running on {stopped.DataDirectory}")
                : SelfCheck.Of(await source.StatusAsync(within.Token));
        }
        catch (ControlException e)
        {
            return (Status.Unknown, e.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return (Status.Critical, $"no answer within {timeout.TotalSeconds:0} s");
        }
    }
}
