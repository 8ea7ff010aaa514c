using CheckTcp.CommandLine;
using CheckTcp.Probing;
using CheckTcp.Probing.Tls;
using CheckTcp.Probing.Transports;

// check-tcp on the transport of choice, as often as wanted: TRANSPORT COUNT OPTIONS...
TransportKind kind = Enum.Parse<TransportKind>(args[0]);
CheckCommand command = CheckCommand.Parse(args[2..]);
CommandOutput output = command is RunCommand ? new("", "", 0) : CommandOutput.Of(command);
Console.Out.Write(output.StandardOutput);
Console.Error.Write(output.StandardError);
if (command is RunCommand run)
{
    var prober = new Prober(TimeProvider.System, new TrustStore(), kind);
    for (int left = int.Parse(args[1]); left > 0; left--)
    {
        output = CommandOutput.Of(run, await prober.RunAsync(run.Check, CancellationToken.None));
        Console.Out.Write(output.StandardOutput);
        Console.Error.Write(output.StandardError);
    }
}

return output.ExitCode;
