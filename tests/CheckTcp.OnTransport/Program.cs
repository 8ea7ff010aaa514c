using CheckTcp;
using CheckTcp.CommandLine;
using CheckTcp.Probing.Tls;
using CheckTcp.Probing.Transports;

// check-tcp on the transport of choice, as often as wanted: TRANSPORT COUNT OPTIONS... [AND OPTIONS...]...
// Several checks run at the same time; each prints its line when it is done.
string[] rest = args[2..];
var prober = new Prober(TimeProvider.System, new TrustStore(), Enum.Parse<TransportKind>(args[0]));
var running = new List<Task<int>>();
while (rest.Length > 0)
{
    int end = Array.IndexOf(rest, "AND");
    running.Add(RunAsync(end < 0 ? rest : rest[..end]));
    rest = end < 0 ? [] : rest[(end + 1)..];
}

return (await Task.WhenAll(running)).Max();

async Task<int> RunAsync(string[] options)
{
    CheckCommand command = CheckCommand.Parse(options);
    CommandOutput output = command is RunCommand ? new("", "", 0) : CommandOutput.Of(command);
    Print(output);
    for (int left = int.Parse(args[1]); left > 0 && command is RunCommand run; left--)
    {
        output = CommandOutput.Of(run, await prober.RunAsync(run.Check, CancellationToken.None).ConfigureAwait(false));
        Print(output);
    }

    return output.ExitCode;
}

static void Print(CommandOutput output)
{
    Console.Out.Write(output.StandardOutput);
    Console.Error.Write(output.StandardError);
}
