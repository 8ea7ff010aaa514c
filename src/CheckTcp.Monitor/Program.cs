using CheckTcp.Monitor.Commands;

return await MonitorCommand.Create().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null });
