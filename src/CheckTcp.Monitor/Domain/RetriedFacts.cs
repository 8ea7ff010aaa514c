using System.Globalization;
using System.Text.Json.Serialization;
using CheckTcp.Probing;

namespace CheckTcp.Monitor.Domain;

/// <summary>What is kept of the attempts of a run that was tried again (<see cref="TcpCheck.Retries"/>).</summary>
/// <param name="Attempt">Which attempt decided, from 2.</param>
internal sealed record RetriedFacts(int Attempt)
{
    /// <summary>As many failures are kept: the latest.</summary>
    private const int MostFailures = 5;

    /// <summary>Why the attempts before it failed, in their order.</summary>
    [JsonConverter(typeof(FailureFactsConverter))]
    public ValueList<FailureFacts> Failures { get; init => field = value ?? []; } = []; // absent in a text that was tampered with

    /// <summary>What is kept of it; <c>null</c> for a run that was not tried again.</summary>
    public static RetriedFacts? Of(Observation seen) => seen.FailedAttempts.IsEmpty ? null : new(seen.FailedAttempts.Length + 1)
    {
        Failures = [.. seen.FailedAttempts.Select(attempt => attempt.Failure).OfType<Failure>().TakeLast(MostFailures).Select(FailureFacts.Of)],
    };

    /// <summary><c>attempt 3 after connect: refused</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"attempt {Attempt}")
        + (Failures.Count == 0 ? "" : $" after {string.Join(", ", Failures.Select(failure => failure.ToString()).Distinct())}");
}
