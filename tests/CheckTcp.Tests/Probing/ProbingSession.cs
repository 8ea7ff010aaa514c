using CheckTcp.Patterns;
using CheckTcp.Probing;
using CheckTcp.Probing.Tls;
using CheckTcp.Probing.Transports;

namespace CheckTcp.Tests.Probing;

/// <summary>What the tests of probing share: a prober of the transport under test, and short ways to say what is checked.</summary>
public abstract class ProbingSession(Transport transport)
{
    /// <summary>Long enough that no test meets it unless it wants to.</summary>
    protected static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    /// <summary>The platform's sockets tell some errors of the system by a name that stands for several of them.</summary>
    protected bool KnowsEveryNumber => transport != Transport.Sockets;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected static TcpCheck CheckOf(Target target, params Step[] steps) =>
        new() { Target = target, Steps = [.. steps], Limits = new Limits { Timeout = Ample } };

    protected static TcpCheck CheckOf(int port, params Step[] steps) => CheckOf(Target.Tcp("127.0.0.1", port), steps);

    protected static ExpectStep Expect(string pattern) => new(Pattern.Parse(pattern));

    protected static ExpectLineStep Line(string pattern) => new(Pattern.Parse(pattern));

    protected static RejectStep Reject(string pattern) => new(Pattern.Parse(pattern));

    protected static RecordStep Record(string name, string text) => new(name, TemplateOf(text));

    protected static Template TemplateOf(string text) =>
        Template.TryParse(text, out Template? template, out string? fault) ? template : throw new FormatException(fault);

    protected static SendStep Send(string text) => new(ByteText.Encode(text));

    protected static QuitStep Quit(string text) => new(ByteText.Encode(text));

    protected static TcpCheck Within(double seconds, TcpCheck check) =>
        check with { Limits = check.Limits with { Timeout = TimeSpan.FromSeconds(seconds) } };

    /// <summary>Runs on a thread of its own, since one of the transports blocks its caller.</summary>
    protected Task<Observation> RunAsync(TcpCheck check) => RunAsync(check, new TrustStore(new TrustLocations([], [])));

    protected Task<Observation> RunUntilAsync(TcpCheck check, CancellationToken caller) =>
        RunUntilAsync(check, new TrustStore(new TrustLocations([], [])), TimeProvider.System, caller);

    private protected Task<Observation> RunAsync(TcpCheck check, TrustStore trust, TimeProvider? time = null) =>
        RunUntilAsync(check, trust, time ?? TimeProvider.System, Cancellation);

    private Task<Observation> RunUntilAsync(TcpCheck check, TrustStore trust, TimeProvider time, CancellationToken caller)
    {
        var prober = new Prober(time, trust, (TransportKind)transport);
        return Task.Run(() => prober.RunAsync(check, caller).AsTask(), Cancellation);
    }

    protected static string ResponseOf(Observation seen) => System.Text.Encoding.UTF8.GetString(seen.Response.Span);
}
