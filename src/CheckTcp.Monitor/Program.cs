using CheckTcp.CommandLine;
using CheckTcp.Monitor.Commands;

return await MonitorCommand.Create().Parse(RawArguments.Restore(args)).InvokeAsync(new() { ProcessTerminationTimeout = null });
