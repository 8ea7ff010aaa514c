// A stand-in of Mackerel's API for tests: CheckTcp.MackerelStandIn PORT JOURNAL
using CheckTcp.TestSupport.Mackerel.Control;

await StandInProgram.RunAsync(args, Console.In, Console.Out);
