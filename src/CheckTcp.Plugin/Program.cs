using CheckTcp;
using CheckTcp.CommandLine;
using CheckTcp.CommandLine.DialogueFiles;
using CheckTcp.Plugin;

try
{
    CheckCommand command = CheckCommand.ParseAs(Environment.GetCommandLineArgs()[0], RawArguments.Restore(args), DialogueFile.Read);
    CommandOutput output = command is RunCommand run
        ? CommandOutput.Of(run, await Prober.ForOneShot().RunAsync(run.Check, CancellationToken.None))
        : CommandOutput.Of(command);
    StandardStream.Output.Write(output.StandardOutput);
    StandardStream.Error.Write(output.StandardError);
    return output.ExitCode;
}
catch (OutOfMemoryException)
{
    StandardStream.Output.WriteLine("TCP UNKNOWN: no memory left for check-tcp; raise its limit (ulimit -v), or that of its unit or container");
    return (int)Status.Unknown;
}
