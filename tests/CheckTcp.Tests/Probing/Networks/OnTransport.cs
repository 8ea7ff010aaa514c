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
        network.Enter(Call(transport, options, count)).RunAsync(TestContext.Current.CancellationToken);

    /// <param name="transport">The transport.</param>
    /// <param name="options">Of one check, or of several with <c>AND</c> between them, which run at the same time and print as they end.</param>
    /// <param name="count">How often each runs.</param>
    public static ProgramCall Call(Transport transport, string[] options, int count = 1) => new(Program, [$"{transport}", $"{count}", .. options]);
}
