using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CheckTcp.TestSupport.Mackerel.Faults;

/// <summary>Something that goes wrong with requests.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Hang), "hang")]
[JsonDerivedType(typeof(Cut), "cut")]
[JsonDerivedType(typeof(CutAnswer), "cutAnswer")]
[JsonDerivedType(typeof(LoseAnswer), "loseAnswer")]
[JsonDerivedType(typeof(Delay), "delay")]
[JsonDerivedType(typeof(Answer), "answer")]
public abstract record Fault
{
    /// <summary>With which requests.</summary>
    public FaultScope On { get; init; } = FaultScope.All;

    /// <summary>How often; <c>null</c> for as long as it is not healed.</summary>
    public int? Times { get; init; }

    /// <summary>An answer with a status and the API's words for it.</summary>
    public static Answer Status(int status) =>
        new(status, $$$"""{"error":{"message":"{{{status}}} by a fault"}}""");

    /// <summary>429, with <c>Retry-After</c> in seconds.</summary>
    public static Answer TooManyRequests(int retryAfter) =>
        Status(429) with { Headers = ImmutableDictionary<string, string>.Empty.Add("Retry-After", $"{retryAfter}") };

    /// <summary>200 with a page, as of a proxy.</summary>
    public static Answer NotJson() =>
        new(200, "<html>Welcome</html>") { Headers = ImmutableDictionary<string, string>.Empty.Add("Content-Type", "text/html") };

    /// <summary>200 with nothing.</summary>
    public static Answer Empty() => new(200, "");

    /// <summary>400 for every request that holds a report of this check.</summary>
    public static Answer Rejects(string check) => Status(400) with { On = new FaultScope { Check = check } };

    /// <summary>It is never answered, nor acted on.</summary>
    public sealed record Hang : Fault;

    /// <summary>The connection is reset, and the request is not acted on.</summary>
    public sealed record Cut : Fault;

    /// <summary>The request is acted on, and the connection reset in the middle of the answer.</summary>
    public sealed record CutAnswer : Fault;

    /// <summary>The request is acted on, and the connection reset before the answer.</summary>
    public sealed record LoseAnswer : Fault;

    /// <summary>It is acted on and answered later, by the stand-in's clock; another fault may follow.</summary>
    public sealed record Delay(TimeSpan By) : Fault;

    /// <summary>It is answered with something else.</summary>
    public sealed record Answer(int Code, string Body) : Fault
    {
        /// <summary>Besides a <c>Content-Type</c> of JSON, which they may replace.</summary>
        public ImmutableDictionary<string, string> Headers { get; init; } = ImmutableDictionary<string, string>.Empty;

        /// <summary>Whether the request is acted on all the same.</summary>
        public bool IsActedOn { get; init; }
    }
}
