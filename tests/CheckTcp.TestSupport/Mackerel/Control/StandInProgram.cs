using System.Globalization;

namespace CheckTcp.TestSupport.Mackerel.Control;

/// <summary>A stand-in as a program: <c>PORT JOURNAL</c>, 0 for a free port.</summary>
/// <remarks>It prints its address and, in a second line, that of its control, and ends with its standard input.</remarks>
public static class StandInProgram
{
    public static async Task RunAsync(string[] arguments, TextReader input, TextWriter output)
    {
        await using MackerelStandIn standIn = await MackerelStandIn.StartAsync(
            TimeProvider.System, int.Parse(arguments[0], CultureInfo.InvariantCulture), arguments[1]);
        await using ControlServer control = await ControlServer.StartAsync(standIn);
        await output.WriteLineAsync(standIn.Address.ToString());
        await output.WriteLineAsync(control.Address.ToString());
        await output.FlushAsync();
        await input.ReadToEndAsync();
    }
}
