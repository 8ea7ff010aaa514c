using System.Collections.Immutable;
using System.Text.Json;

namespace CheckTcp.TestSupport.Mackerel;

/// <summary>A request that the stand-in received, and what it did with it.</summary>
/// <param name="Number">Its place in the order of arrival, from 1.</param>
/// <param name="At">When it had arrived, by the stand-in's clock.</param>
/// <param name="Method">Of HTTP.</param>
/// <param name="Target">Path and query as they were sent.</param>
/// <param name="Headers">Those that were sent; <see cref="Header"/> finds one whatever its case.</param>
/// <param name="Body">As it was sent, in UTF-8.</param>
public sealed record RecordedRequest(
    int Number, DateTimeOffset At, string Method, string Target, ImmutableSortedDictionary<string, string> Headers, string Body)
{
    /// <summary>How it ended.</summary>
    public RequestOutcome Outcome { get; init; }

    /// <summary>When it was acted on; <c>null</c> when a fault kept it from that.</summary>
    public DateTimeOffset? ActedOnAt { get; init; }

    /// <summary>Of the answer, though it may not have arrived; <c>null</c> when there was none.</summary>
    public int? Status { get; init; }

    /// <summary>The body of the answer.</summary>
    public string? Answer { get; init; }

    /// <summary>The version of the record in which it last changed.</summary>
    public long Version { get; init; }

    /// <summary>The target without its query.</summary>
    public string Path => Target.Split('?', 2)[0];

    /// <summary>The names of the checks whose reports it brings, in its order; none for another request.</summary>
    public IReadOnlyList<string> Checks => Method == "POST" && Path.EndsWith("/monitoring/checks/report", StringComparison.Ordinal)
        ? [.. Json().GetProperty("reports").EnumerateArray().Select(report => report.GetProperty("name").GetString()!)] : [];

    /// <summary>A header, whatever its case.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The body, which has to be JSON.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Body);
        return document.RootElement.Clone();
    }

    public override string ToString() => $"#{Number} {At:HH:mm:ss.fff} {Method} {Target} {Body.Trim()} -> {Outcome} {Status} {Answer}";
}

/// <summary>How a request ended.</summary>
public enum RequestOutcome
{
    /// <summary>It has not yet.</summary>
    Pending,

    /// <summary>With an answer.</summary>
    Answered,

    /// <summary>Never.</summary>
    Hung,

    /// <summary>The connection was reset before it was acted on, or the stand-in was killed.</summary>
    Cut,

    /// <summary>The connection was reset in the middle of the answer.</summary>
    AnswerCut,

    /// <summary>The connection was reset before the answer.</summary>
    AnswerLost,
}
