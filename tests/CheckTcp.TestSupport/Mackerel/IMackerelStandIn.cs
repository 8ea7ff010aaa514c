using CheckTcp.TestSupport.Mackerel.Api;
using CheckTcp.TestSupport.Mackerel.Faults;

namespace CheckTcp.TestSupport.Mackerel;

/// <summary>A local stand-in of Mackerel's API, in this process or in one of its own.</summary>
public interface IMackerelStandIn : IAsyncDisposable
{
    /// <summary>Where it listens, now or when it is opened again: the agent's <c>apibase</c>.</summary>
    Uri Address { get; }

    /// <summary>Turns a fault on, besides those that are.</summary>
    Task BreakAsync(Fault fault);

    /// <summary>Turns all faults off, and opens it when it was closed. What hangs goes on hanging.</summary>
    Task HealAsync();

    /// <summary>Connections are refused from now on, and those that are open are cut.</summary>
    Task RefuseAsync();

    /// <summary>What a person does at the server, by the words of its API; it does not count as a request.</summary>
    /// <param name="method">Of HTTP.</param>
    /// <param name="target">From <c>/api/v0</c> on.</param>
    /// <param name="body">JSON.</param>
    Task<ApiReply> ActByHandAsync(string method, string target, string body);

    /// <summary>Waits until the record's version is greater than this one.</summary>
    Task<StandInRecord> RecordAfterAsync(long version, CancellationToken cancellation);
}
