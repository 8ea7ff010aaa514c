using CheckTcp.CommandLine;
using CheckTcp.Plugin;
using CheckTcp.Probing;
using CheckTcp.Verdicts;

const int UsageError = 1;

switch (CheckCommand.Parse(RawArguments.Restore(args)))
{
    case RunCommand run:
        Observation seen = await Prober.ForOneShot().RunAsync(run.Check, CancellationToken.None);
        Result result = Verdict.Of(run.Check, seen);
        StandardStream.Output.WriteLine(run.Json ? JsonReport.Of(result, seen) : result.Line);
        if (run.Verbose)
        {
            StandardStream.Error.Write(VerboseReport.Of(seen));
        }

        return (int)result.Status;
    case SenselessCommand senseless:
        StandardStream.Output.WriteLine(senseless.Json ? JsonReport.Of(senseless.Result, null) : senseless.Result.Line);
        return (int)senseless.Result.Status;
    case InformationCommand information:
        StandardStream.Output.Write(information.Text);
        return 0;
    case UsageErrorCommand error:
        StandardStream.Error.WriteLine(error.Message);
        return UsageError;
    case var unforeseen:
        throw new System.Diagnostics.UnreachableException($"A command without a way to run it: {unforeseen.GetType()}");
}
