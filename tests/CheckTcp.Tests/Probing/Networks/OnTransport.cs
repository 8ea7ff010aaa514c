using CheckTcp.TestSupport;
using CheckTcp.TestSupport.Networks;

namespace CheckTcp.Tests.Probing.Networks;

/// <summary>check-tcp on a transport, in a network of its own: in a process of its own, for a process has one network.</summary>
internal static class OnTransport
{
    private static readonly string Program = Repository.PathOf("artifacts/bin/CheckTcp.OnTransport/debug/CheckTcp.OnTransport");

    public static Task<ProgramRun> CheckAsync(this NetworkNamespace network, Transport transport, params string[] options) =>
        CheckAsync(network, transport, count: 1, options);

    public static Task<ProgramRun> CheckAsync(this NetworkNamespace network, Transport transport, int count, params string[] options) =>
        network.Enter(new ProgramCall(Program, [$"{transport}", $"{count}", .. options])).RunAsync(TestContext.Current.CancellationToken);
}
